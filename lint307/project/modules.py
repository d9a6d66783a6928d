"""Where the modules of a project lie, and which one an import means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lint307.frameworks import PACKAGES

# A project may vendor or be one of these; their names mean the framework wherever they are imported from.
KNOWN_PACKAGES = PACKAGES | {"http"}


@dataclass
class Modules:
    """The dotted names of a project's modules, counted from its root; `by_last` has them by their last part."""

    names: frozenset[str]
    packages: frozenset[str]
    by_last: dict[str, list[str]]
    _found: dict[tuple[str, str], str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, paths: Mapping[str, str]) -> Modules:
        """The modules with these names; `paths` has their files."""
        by_last: dict[str, list[str]] = {}
        for module in paths:
            by_last.setdefault(module.rpartition(".")[2], []).append(module)
        packages = (m for m, path in paths.items() if path.replace("\\", "/").endswith("__init__.py"))
        return cls(frozenset(paths), frozenset(packages), by_last)

    def with_one(self, module: str, path: str) -> Modules:
        """These modules and one more, whose file is at `path`."""
        last = module.rpartition(".")[2]
        more = {last: [*self.by_last.get(last, ()), module]}
        packages = self.packages | ({module} if path.endswith("__init__.py") else set())
        return Modules(self.names | {module}, packages, {**self.by_last, **more})

    def meant(self, dotted: str, near: str) -> str | None:
        """The module of the project that `import dotted` means in the module `near`; None when it lies outside.

        A folder that is no package is where imports start, so `shop.views` may be the file `src/shop/views.py`. Of
        several the one closest to `near` is meant.
        """
        key = (dotted, near)
        if key not in self._found:
            self._found[key] = self._search(dotted, near)
        return self._found[key]

    def _search(self, dotted: str, near: str) -> str | None:
        if not dotted or (dotted.partition(".")[0] in KNOWN_PACKAGES and dotted not in self.names):
            return None
        best, closest = None, -1
        for module in self.by_last.get(dotted.rpartition(".")[2], ()):
            if module != dotted and not module.endswith("." + dotted):
                continue
            if module[: -len(dotted)].rstrip(".") in self.packages:
                continue
            shared = _shared(module.split("."), near.split("."))
            if shared > closest:
                best, closest = module, shared
        return best

    def top_package(self, module: str) -> str:
        """The outermost package that a module stands in, or else its folder; "" for one that stands alone."""
        package = module if module in self.packages else module.rpartition(".")[0]
        while package.rpartition(".")[0] in self.packages:
            package = package.rpartition(".")[0]
        return package


def _shared(one: list[str], two: list[str]) -> int:
    """How many parts two dotted names have in common at their beginning."""
    for index, (a, b) in enumerate(zip(one, two, strict=False)):
        if a != b:
            return index
    return min(len(one), len(two))
