"""What the parts of a text that are left out call and raise, told from its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lint307.core.text import Span
from lint307.core.values import Call, Name, Value, dotted
from lint307.frameworks import FRAMEWORKS

_RAISING = frozenset(name for framework in FRAMEWORKS for abort in framework.aborts for name in abort.names)

# A call read from its end: forward, every word would be tried letter by letter.
_LLAC = re.compile(r"\(([\w.]+)")
_RAISED = re.compile(r"\braise[ \t]+([\w.]+)")
_NAME = re.compile(r"[^\W\d]\w*")
# What a function imports for itself.
_INSIDE = re.compile(r"^[ \t]+(?:import\b[^\n]*|from\b[^\n]*?import[ \t]*(?:\([^)]*\)|[^\n(]*))", re.M)


def called_in(text: str, parts: Sequence[Span]) -> frozenset[str]:
    """The dotted names, as they are written, of what is called or raised in some parts of a text."""
    backward = {word for part in parts for word in _LLAC.findall(text[part.start : part.end][::-1])}
    called = {word[::-1].lstrip(".") for word in backward}
    if "raise" in text:
        called.update(name for part in parts for name in _RAISED.findall(text, part.start, part.end))
    return frozenset(called)


def imported_inside(text: str) -> frozenset[str]:
    """The names that functions import for themselves, and those of the modules that they come from."""
    return frozenset(name for hit in _INSIDE.finditer(text) for name in _NAME.findall(hit[0]))


def gives_nothing_back(value: Value, bindings: Mapping[str, Sequence[Value]], module: str) -> bool:
    """Whether control never gets behind a call: a framework's `abort()` raises.

    `bindings` are those of the module, where the name may come from an import.
    """
    if not isinstance(value, Call):
        return False
    path = dotted(value.func)
    first, dot, rest = path.removeprefix(f"{module}.").partition(".")
    match bindings.get(first, ()):
        case [Name(path=origin)]:
            return f"{origin}{dot}{rest}" in _RAISING
    return path in _RAISING
