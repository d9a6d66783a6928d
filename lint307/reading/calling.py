"""What the parts of a text that are left out call and raise, told from its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lint307.core.text import Span

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
