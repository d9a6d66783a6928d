"""What every question about a project needs to know: its symbols, its versions, its users' own helpers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lint307.core.facts import FileFacts
from lint307.core.versions import at_least
from lint307.frameworks import FRAMEWORKS, NEWEST
from lint307.frameworks.drf import MAPPING, ROUTERS
from lint307.frameworks.spec import (
    Abort,
    ErrorClass,
    Framework,
    MakeResponse,
    Passing,
    RedirectCall,
    RedirectView,
    ResponseClass,
    Since,
)
from lint307.project.identities import Identities
from lint307.project.symbols import Symbols

Row = RedirectCall | ResponseClass | ErrorClass | Abort | MakeResponse | Passing | RedirectView


def _rows(framework: Framework) -> tuple[Row, ...]:
    return (
        *framework.passing, *framework.make_responses, *framework.aborts, *framework.errors, *framework.responses,
        *framework.redirects, *framework.redirect_views,
    )  # fmt: skip


VOCABULARY: dict[str, tuple[Framework, Row]] = {
    name: (framework, row) for framework in reversed(FRAMEWORKS) for row in _rows(framework) for name in row.names
}


@dataclass(frozen=True)
class Context:
    """What is known of a project.

    versions  the lowest that the project admits, by framework
    helpers   redirects that the user declared, by dotted name
    giving    whether a function may give back a response, where a framework serves it; found out on demand
    """

    symbols: Symbols
    versions: Mapping[str, str] = field(default_factory=dict)
    helpers: Mapping[str, tuple[Framework, Row]] = field(default_factory=dict)
    giving: dict[tuple[str, str], bool] = field(default_factory=dict)

    def row(self, path: str | None) -> tuple[Framework, Row] | None:
        """The description of what a dotted name is."""
        if path is None:
            return None
        return self.helpers.get(path) or VOCABULARY.get(path)

    def version(self, package: str) -> str:
        return self.versions.get(package, NEWEST[package])

    def since(self, package: str, version: str) -> bool:
        """Whether the project runs on this version or a later one; it is taken to run on the newest if it says none."""
        return at_least(self.version(package), version)

    def default(self, value: int | Since) -> int:
        if isinstance(value, int):
            return value
        return [code for first, code in value.values if self.since(value.package, first)][-1]

    @cached_property
    def identities(self) -> Identities:
        """Which object each value is."""
        return Identities.of(self.symbols)

    @cached_property
    def overridden(self) -> frozenset[str]:
        """The frameworks whose `redirect` is what the project's own application class makes of it."""
        found = {
            framework.name
            for framework in FRAMEWORKS
            for app in framework.apps
            for cls in self.symbols.heirs(app)
            if framework.name in ("flask", "quart") and self.symbols.method(cls, "redirect") is not None
        }
        return frozenset(found)

    @cached_property
    def uses(self) -> dict[str, frozenset[str]]:
        """Module → the frameworks whose packages it imports."""
        return {module: _imported(file) for module, file in self.symbols.files.items()}

    @cached_property
    def used(self) -> frozenset[str]:
        """The frameworks whose packages any module imports."""
        return frozenset().union(*self.uses.values())

    @cached_property
    def routers(self) -> frozenset[str]:
        """The project's own routers for REST framework that map methods to actions in their own way."""
        heirs = (cls for name in ROUTERS for cls in self.symbols.heirs(name))
        return frozenset(cls for cls in heirs if any(self.symbols.class_attribute(cls, m, "") for m in MAPPING))


def _imported(file: FileFacts) -> frozenset[str]:
    heads = {(i.module or i.name).partition(".")[0] for i in file.imports} | {s.partition(".")[0] for s in file.stars}
    return frozenset(f.name for f in FRAMEWORKS if heads & set(f.packages))
