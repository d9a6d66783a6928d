"""Which status a value is: numbers, enum members, constants of frameworks and of the project."""

from __future__ import annotations

import http
import re

from lint307.core.values import Attr, Call, Choice, Item, Lit, Name, Op, Path, Value
from lint307.frameworks import FRAMEWORKS
from lint307.project.symbols import Symbols

_CONSTANTS = {c.module: c.style for f in FRAMEWORKS for c in f.constants}
_LOWER = {
    "multiple_choices": 300, "moved_permanently": 301, "moved": 301, "found": 302, "see_other": 303, "other": 303,
    "not_modified": 304, "temporary_redirect": 307, "temporary_moved": 307, "temporary": 307, "permanent_redirect": 308,
    "resume_incomplete": 308, "resume": 308, "ok": 200,
}  # fmt: skip
_PREFIXED = re.compile(r"HTTP_(\d{3})_\w+")


def statuses_of(
    value: Value, symbols: Symbols, near: str, *, strings: bool = False
) -> tuple[tuple[Path, int | None], ...]:
    """Every status that a value can be, with the conditions under which it is; None for one that cannot be told."""
    found = symbols.resolve(value, near)
    if isinstance(found, Choice):
        return tuple(
            ((*option.path, *path), status)
            for option in found.options
            for path, status in statuses_of(option.value, symbols, near, strings=strings)
        )
    return (((), status_of(found, symbols, near, strings=strings)),)


def status_of(value: Value, symbols: Symbols, near: str, *, strings: bool = False) -> int | None:
    """The one status that a value is; None when it is none or cannot be told."""
    match value:
        case Lit(value=bool()):
            return None
        case Lit(value=int() as number):
            return number
        case Lit(value=str() as text) if strings:
            head = text.strip()[:3]
            return int(head) if head.isdigit() else None
        case Name(path=path):
            return constant(path)
        case Attr(base=base, name="value" | "_value_"):
            return status_of(symbols.resolve(base, near), symbols, near)
        case Attr(base=base, name=name):
            holder = symbols.path(base, near)
            return constant(f"{holder}.{name}") if holder else None
        case Call(func=func, args=[only]):
            if symbols.path(func, near) in ("http.HTTPStatus", "builtins.int"):
                return status_of(symbols.resolve(only.value, near), symbols, near, strings=True)
        case Item(base=base, key=Lit(value=str() as name)):
            if symbols.path(base, near) == "http.HTTPStatus":
                return constant(f"http.HTTPStatus.{name}")
        case Op(sign="or", operands=(Lit() as first, second)):
            return status_of(first if first.value else symbols.resolve(second, near), symbols, near, strings=strings)
    return None


def constant(path: str) -> int | None:
    """The status that a library's name is: `http.HTTPStatus.SEE_OTHER`, `starlette.status.HTTP_303_SEE_OTHER`."""
    if path.endswith(".value"):
        path = path.removesuffix(".value")
    module, _, name = path.rpartition(".")
    match _CONSTANTS.get(module):
        case "prefixed":
            hit = _PREFIXED.fullmatch(name)
            return int(hit[1]) if hit else None
        case "enum":
            return http.HTTPStatus[name].value if name in http.HTTPStatus.__members__ else None
        case "lower":
            return _LOWER.get(name.lower())
    return None
