"""URL paths of routes and of targets, in one form: `/items/<>/edit`.

`<>` is one segment or a part of one; `<int>`, `<float>` and `<uuid>` are one that reads like that, and `<*>` is any
number of them.
"""

from __future__ import annotations

import re

from lint307.core.values import Call, Lit, Op, Text, Value
from lint307.project.symbols import Symbols

_BRACES = re.compile(r"\{([^{}]*)\}")
_ANGLES = re.compile(r"<([^<>]*)>")
# Of what a converter takes, the characters; what is filled in may be made of these.
_TYPED = {"int": r"\d", "float": r"[\d.]", "uuid": r"[\da-fA-F-]"}
_NUMBER = re.compile(r"\((?:\?P<\w+>)?(?:\\d|\[0-9\])(?:\+|\{[\d,]+\})\)")
_PLACE = re.compile(r"<(\w*)>")
_GROUP = re.compile(r"\((?:\?P<\w+>|\?:)?[^()]*(?:\([^()]*\)[^()]*)*\)[+*?]?")


def joined(prefix: str | None, path: str | None) -> str | None:
    if prefix is None or path is None:
        return None
    return f"{prefix.rstrip('/')}/{path.lstrip('/')}" if prefix else path


def of_rule(rule: str, *, braces: bool) -> str:
    """A rule of Flask or Django (`<int:id>`) or of Starlette (`{id:int}`) in the common form."""

    def replaced(match: re.Match[str]) -> str:
        inside = match[1]
        before, _, after = inside.partition(":")
        kind = (after if braces else before if after else "").strip()
        return "<*>" if kind == "path" else f"<{kind if kind in _TYPED else ''}>"

    return (_BRACES if braces else _ANGLES).sub(replaced, rule)


def of_pattern(pattern: str) -> str:
    r"""A regular expression of Django's `re_path` (`^items/(?P<id>\d+)/$`), as far as it reads like a path."""
    text = pattern.removeprefix("^").removesuffix("$").removesuffix("\\Z")
    text = _NUMBER.sub("(<int>)", text)
    text = _GROUP.sub(lambda m: "<int>" if m[0] == "(<int>)" else "<*>" if ".*" in m[0] or ".+" in m[0] else "<>", text)
    return re.sub(r"\\([./-])", r"\1", text).replace("/?", "/")


def of_value(value: Value, symbols: Symbols, near: str) -> str | None:
    """The path that a target writes out, without query and fragment; None when it does not begin with one."""
    match value:
        case Lit(value=str() as text):
            found = text
        case Text() | Op(sign="+"):
            found = _written(value, symbols, near)
        case Call(args=[only]) if only.keyword is None:
            return of_value(only.value, symbols, near)
        case _:
            return None
    found = re.split(r"[?#]", found, maxsplit=1)[0]
    return found if found.startswith("/") and not found.startswith("//") else None


def _written(value: Value, symbols: Symbols, near: str) -> str:
    """Text with its constants filled in, and `<>` for what is not known."""
    known = symbols.resolve(value, near)
    if isinstance(known, (Text, Op)) and (parts := _put_together(known)):
        return "".join(_written(part, symbols, near) for part in parts)
    return known.value if isinstance(known, Lit) and isinstance(known.value, str) else "<>"


def _put_together(value: Text | Op) -> tuple[Value, ...]:
    return value.parts if isinstance(value, Text) else value.operands if value.sign == "+" else ()


def whole_text(value: Value, symbols: Symbols, near: str) -> str | None:
    """A text all of whose parts are known, such as a name that a wrapper puts together; None for any other value."""
    found = symbols.resolve(value, near)
    if isinstance(found, (Text, Op)) and (together := _put_together(found)):
        parts = [whole_text(part, symbols, near) for part in together]
        return None if None in parts else "".join(p for p in parts if p is not None)
    return found.value if isinstance(found, Lit) and isinstance(found.value, str) else None


def matches(target: str, rule: str) -> bool:
    """Whether a target can be a URL of a rule; a piece that is filled in stands for one segment or a part of one."""
    if target == rule:
        return True
    wanted, given = rule.split("/"), target.split("/")
    for index, segment in enumerate(wanted):
        if segment == "<*>":
            return len(given) > index
        if index >= len(given):
            return False
        there = given[index]
        if segment == there or (segment == "<>" and there):
            continue
        if "<" in segment and re.fullmatch(_PLACE.sub(_filled, re.escape(segment)), there):
            continue
        return False
    return len(given) == len(wanted)


def _filled(place: re.Match[str]) -> str:
    """What may stand at a place of a rule, as a regular expression; what is filled in is not known."""
    kind = place[1]
    return f"(?:{_TYPED[kind]}|<{kind}>|<>|<\\*>)+" if kind in _TYPED else ".+"


def closeness(rule: str) -> int:
    """How much of a rule is written out: of several that match, the one with more is meant."""
    return sum(1 for segment in rule.split("/") if segment and "<" not in segment)
