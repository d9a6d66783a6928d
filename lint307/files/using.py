"""Which files of a project can have to do with a web framework at all: those whose imports lead to one.

A large tree holds much that speaks of routes and statuses, and of no framework; none of it has to be understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lint307.frameworks import PACKAGES
from lint307.project.modules import Modules

_PACKAGES = tuple(sorted(PACKAGES))
# A framework that is imported, or named in settings.
_NAMES = re.compile(rf"(?:\b(?:from|import)[ \t]+|,[ \t]*|[\"'])(?:{'|'.join(_PACKAGES)})(?:\b|_)")
# What needs no import: callables of WSGI and ASGI, middleware, and Django's settings.
_BARE = ("start_response(", "http.response.start", "self.get_response(", "def process_re", "ROOT_URLCONF")
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n]*)|import[ \t]+([^\n]*))", re.MULTILINE
)
_DOTTED = re.compile(r"[^\W\d][\w.]*")


def in_use(
    counting: Iterable[str],
    modules: Modules,
    text_of: Callable[[str], str | None],
    helpers: frozenset[str] = frozenset(),
) -> set[str]:
    """Those of the counting modules that may have to do with a framework.

    What stands in one package is taken together: who declares its routes need not import what redirects there.
    `text_of` gives the text of any module of the project; None when it cannot be read. `helpers` are the packages of
    redirecting functions that the user declared.
    """

    def speaks(text: str) -> bool:
        return _names_framework(text) or any(name in text for name in helpers)

    def tells(module: str) -> bool:
        text = text_of(module)
        return text is not None and (_is_bare(text) or speaks(text))

    packages: dict[str, list[str]] = {}
    for module in counting:
        packages.setdefault(modules.top_package(module), []).append(module)
    idle: set[str] = set()
    speaking = {package for package, inside in packages.items() if any(map(tells, inside))}

    def leads(module: str) -> bool:
        seen, queue = {module}, [module]
        while queue:
            text = text_of(queue[-1])
            near = queue.pop()
            if text is None:
                continue
            if modules.top_package(near) in speaking or speaks(text):
                return True
            more = set(imported(text, near, modules)) - seen - idle
            seen |= more
            queue += sorted(more)
        idle.update(seen)
        return False

    for package in sorted(packages.keys() - speaking):
        if any(map(leads, packages[package])):
            speaking.add(package)
    return {module for package in speaking for module in packages[package]}


def _is_bare(text: str) -> bool:
    return any(word in text for word in _BARE)


def _names_framework(text: str) -> bool:
    return any(name in text for name in _PACKAGES) and _NAMES.search(text) is not None


def imported(text: str, near: str, modules: Modules) -> Iterator[str]:
    """The modules of the project that a text imports from, wherever it does."""
    for source, names, plain in _IMPORT.findall(text):
        for dotted in [source] if source else _DOTTED.findall(plain):
            base = _absolute(dotted, near, modules)
            parts = base.split(".")
            inside = [f"{base}.{name}".strip(".") for name in _DOTTED.findall(names)]
            for name in (*(".".join(parts[:end]) for end in range(1, len(parts) + 1)), *inside):
                found = name if name in modules.names else modules.meant(name, near)
                if found is not None and ("." in name or _lies_near(found, near)):
                    yield found


def _lies_near(module: str, near: str) -> bool:
    """Whether `import name` may mean this module: many files of a large tree are called `json` or `requests`."""
    folder = module.rpartition(".")[0]
    return folder.count(".") < 2 or f"{near}.".startswith(f"{folder}.")


def _absolute(dotted: str, near: str, modules: Modules) -> str:
    """`..views` as the module `near` means it."""
    name = dotted.lstrip(".")
    level = len(dotted) - len(name)
    if not level:
        return name
    package = near if near in modules.packages else near.rpartition(".")[0]
    for _ in range(level - 1):
        package = package.rpartition(".")[0]
    return f"{package}.{name}".strip(".")
