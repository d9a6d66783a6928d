"""`[tool.lint307]` of pyproject.toml as a value. Reads no file: it is given the table."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, TypeVar

from lint307.core.hints import nearest

UNREADABLE = "RDR901"
_LISTED = "; `lint307 rules` lists all"
FRAMEWORKS = ("flask", "werkzeug", "quart", "django", "djangorestframework", "django-ninja", "fastapi", "starlette")
# Folders that hold no code of the project; ruff's list.
DEFAULT_EXCLUDE = (
    ".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pants.d",
    ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svn", ".tox", ".venv", ".vscode", "__pycache__",
    "__pypackages__", "_build", "buck-out", "build", "dist", "node_modules", "site-packages", "venv",
    "*{{*",  # the folders of project templates hold no Python yet
)  # fmt: skip


@functools.cache
def opt_in() -> frozenset[str]:
    """The codes of the rules that are off by default. The rules are imported when someone asks for them first."""
    from lint307.rules import RULES

    return frozenset(rule.code for rule in RULES if rule.opt_in)


@functools.cache
def codes() -> tuple[str, ...]:
    from lint307.rules import RULES

    return (*(rule.code for rule in RULES), UNREADABLE)


class ConfigError(Exception):
    """Something in the configuration or in the options that the user has to mend; the message says what and where."""


class Place(NamedTuple):
    """Where a helper takes an argument: its position counted from 0, its keyword, or both. None: not that way."""

    position: int | None = None
    keyword: str | None = None


FIRST, NOWHERE = Place(position=0), Place()


@dataclass(frozen=True)
class Helper:
    """A function outside the project that makes a redirect. `default` is the status it sends when none is given."""

    name: str
    url: Place = FIRST
    status: Place = NOWHERE
    default: int | None = None


@dataclass(frozen=True)
class Settings:
    """What the engine needs to know. `target_versions`: framework to the lowest version that has to work."""

    target_versions: Mapping[str, str] = field(default_factory=dict)
    permanent_status: int = 308
    helpers: tuple[Helper, ...] = ()


@dataclass(frozen=True)
class Config:
    """All of `[tool.lint307]`. A `select` of None is what is on by default; folders are as written."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    root: str | None = None
    target_versions: Mapping[str, str] = field(default_factory=dict)
    permanent_status: int = 308
    helpers: tuple[Helper, ...] = ()
    cache_dir: str | None = None

    @property
    def settings(self) -> Settings:
        return Settings(dict(self.target_versions), self.permanent_status, self.helpers)

    def enables(self, code: str) -> bool:
        """Whether a code is selected and not ignored; the longer of two prefixes wins, `ignore` when they are equal."""
        by_default = -1 if code != UNREADABLE and code in opt_in() else 0
        chosen = by_default if self.select is None else _match(code, self.select)
        chosen = max(chosen, _match(code, self.extend_select))
        if code == UNREADABLE:  # a file that could not be read is never passed over by selecting other rules
            chosen = max(chosen, 0)
        return chosen > _match(code, self.ignore)


def selectors(values: Iterable[str], source: str) -> tuple[str, ...]:
    """Codes and prefixes of codes, in capitals. ConfigError names the one that fits no rule."""
    chosen = tuple(v.strip().upper() for v in values if v.strip())
    for value in chosen:
        if value != "ALL" and not any(code.startswith(value) for code in codes()):
            raise ConfigError(f"{source}: unknown rule `{value}`{nearest_rule(value)}")
    return chosen


def parse(table: Mapping[str, Any], source: str) -> Config:
    """The configuration that a `[tool.lint307]` table says. `source` names the file in messages."""
    known = {f.name.replace("_", "-"): f.name for f in fields(Config)}
    said: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            hint = nearest(key, known, f"; known are {', '.join(sorted(known))}")
            raise ConfigError(f"{source}: unknown key `{key}` in [tool.lint307]{hint}")
        said[known[key]] = _READERS[key](value, f"{source}: `{key}`")
    return replace(Config(), **said)


def _match(code: str, prefixes: Iterable[str]) -> int:
    """The length of the longest prefix that covers the code, 0 for ALL, -1 for none."""
    return max((0 if p == "ALL" else len(p) for p in prefixes if p == "ALL" or code.startswith(p)), default=-1)


def nearest_rule(word: str) -> str:
    """The rule that is meant. A code of another tool, such as E501, is nobody's misprint."""
    from lint307.rules import RULES

    by_name = {rule.name: rule.code for rule in RULES}
    if word.lower() in by_name:
        return f"; the code of that rule is `{by_name[word.lower()]}`"
    misprint = word.upper().startswith("R") and any(c.isdigit() for c in word) and not word[-3:].isdigit()
    return nearest(word.upper() if misprint else word.lower(), codes() if misprint else by_name, _LISTED)


Kind = TypeVar("Kind")


def _a(kind: type[Kind], value: object, where: str, words: str) -> Kind:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ConfigError(f"{where} has to be {words}, not {_kind(value)}")
    return value


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    names = {str: "the string {!r}", int: "the number {}", float: "the number {}", list: "an array", dict: "a table"}
    return names.get(type(value), "{!r}").format(value)


def _strings(value: object, where: str) -> tuple[str, ...]:
    return tuple(_a(str, v, where, "an array of strings") for v in _a(list, value, where, "an array of strings"))


def _codes(value: object, where: str) -> tuple[str, ...]:
    return selectors(_strings(value, where), where)


def _ignores(value: object, where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = _a(dict, value, where, "a table of patterns")
    return tuple((pattern, _codes(codes, f"{where}.{pattern!r}")) for pattern, codes in table.items())


def _versions(value: object, where: str) -> dict[str, str]:
    from packaging.version import InvalidVersion, Version

    versions: dict[str, str] = {}
    for name, version in _a(dict, value, where, "a table of frameworks and versions").items():
        if name not in FRAMEWORKS:
            raise ConfigError(f"{where}: unknown framework `{name}`{nearest(name, FRAMEWORKS)}")
        text = _a(str, version, f"{where}.{name}", "a version in quotes")
        try:
            Version(text)
        except InvalidVersion:
            raise ConfigError(f"{where}.{name} has to be a version such as 5.2, not {text!r}") from None
        versions[name] = text
    return versions


def _permanent(value: object, where: str) -> int:
    if value not in (301, 308) or isinstance(value, (bool, float)):
        raise ConfigError(f"{where} has to be 301 or 308, not {_kind(value)}")
    return int(str(value))


def _status(value: object, where: str) -> int:
    status = _a(int, value, where, "a status such as 302")
    if not 100 <= status <= 599:
        raise ConfigError(f"{where} has to be a status such as 302, not {status}")
    return status


def _place(value: object, where: str) -> Place:
    position: int | None = None
    keyword: str | None = None
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str) and part.isidentifier() and keyword is None:
            keyword = part
        elif isinstance(part, int) and not isinstance(part, bool) and part >= 0 and position is None:
            position = part
        else:
            raise ConfigError(
                f"{where} has to be a position (from 0), a keyword, or [position, keyword], not {_kind(part)}"
            )
    return Place(position, keyword)


def _helpers(value: object, where: str) -> tuple[Helper, ...]:
    readers: dict[str, Callable[[object, str], Any]] = {
        "url": _place,
        "status": _place,
        "default": _status,
        "name": _dotted,
    }
    helpers = []
    for row in _a(list, value, where, "an array of tables"):
        table = _a(dict, row, where, "an array of tables")
        for key in table:
            if key not in readers:
                raise ConfigError(f"{where}: unknown key `{key}`{nearest(key, readers)}")
        if "name" not in table:
            raise ConfigError(f'{where}: a helper needs a `name`, such as "company.web.go"')
        helpers.append(Helper(**{key: readers[key](v, f"{where}.{key}") for key, v in table.items()}))
    return tuple(helpers)


def _dotted(value: object, where: str) -> str:
    name = _a(str, value, where, "a qualified name in quotes")
    if "." not in name or not all(part.isidentifier() for part in name.split(".")):
        raise ConfigError(f'{where} has to be a qualified name such as "company.web.go", not {name!r}')
    return name


_READERS: dict[str, Callable[[object, str], Any]] = {
    "select": _codes,
    "ignore": _codes,
    "extend-select": _codes,
    "per-file-ignores": _ignores,
    "exclude": _strings,
    "extend-exclude": _strings,
    "root": lambda value, where: _a(str, value, where, "a folder in quotes"),
    "target-versions": _versions,
    "permanent-status": _permanent,
    "helpers": _helpers,
    "cache-dir": lambda value, where: _a(str, value, where, "a folder in quotes"),
}
