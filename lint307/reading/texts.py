"""Text that is put together from pieces: `+`, f-strings, `%`, `format`, `join`."""

from __future__ import annotations

import re

import libcst as cst

from lint307.core.text import Span
from lint307.core.values import Lit, Text, Unknown, Value

PERCENT = re.compile(r"%(?:\(\w+\))?[sdr]")
BRACES = re.compile(r"\{[^{}]*\}")


def is_text(value: Value) -> bool:
    return isinstance(value, Text) or (isinstance(value, Lit) and isinstance(value.value, str))


def join_text(items: tuple[Value, ...], span: Span) -> Value:
    """One value for text put together; a constant when all of it is."""
    flat: list[Value] = []
    for item in items:
        flat += item.parts if isinstance(item, Text) else (item,)
    if flat and all(isinstance(p, Lit) and isinstance(p.value, str) for p in flat):
        return Lit("".join(str(p.value) for p in flat if isinstance(p, Lit)), span)
    return Text(tuple(flat), span)


def filled(pattern: Value, values: tuple[Value, ...], places: re.Pattern[str], span: Span) -> Value:
    """`"https://%s%s" % (host, path)` as the text that it becomes, its values in the order in which they are given."""
    if not isinstance(pattern, Lit) or not isinstance(pattern.value, str):
        return join_text((pattern, *values), span)
    pieces = places.split(pattern.value)
    items: list[Value] = []
    for index, piece in enumerate(pieces):
        items += [Lit(piece, pattern.span)] if piece else []
        if index < len(pieces) - 1:
            items.append(values[index] if index < len(values) else Unknown(span))
    return join_text(tuple(items), span)


def unescaped(node: cst.SimpleString) -> str | bytes | None:
    """What a string literal stands for; None for an escape that Python does not know, such as "\\N"."""
    raw = node.value
    if "\\" not in raw and raw[0] in "\"'":  # nothing to unescape and no prefix: most strings
        size = 3 if raw[:3] in ('"""', "'''") else 1
        return raw[size:-size]
    try:
        return node.evaluated_value
    except (SyntaxError, ValueError):
        return None
