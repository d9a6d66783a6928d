"""Whether a value that holds headers names a Location, and which."""

from __future__ import annotations

from collections.abc import Sequence

from lint307.core.values import Arg, Call, Choice, Lit, Map, Name, Op, Seq, Value
from lint307.project.symbols import Symbols


class Unclear:
    """It cannot be told whether a Location is there."""


UNCLEAR = Unclear()


def location_in(value: Value | None, symbols: Symbols, near: str) -> Value | Unclear | None:
    """The Location in a headers value: a dict, pairs, `dict(...)`; None when there is surely none."""
    if value is None:
        return None
    found = symbols.resolve(value, near)
    match found:
        case Map(items=pairs):
            return _in_pairs(pairs, symbols, near)
        case Seq(items=items):
            return _in_pairs([_pair(item) for item in items], symbols, near)
        case Call(func=func, args=args) if (symbols.path(func, near) or "").rpartition(".")[2] in (
            "dict", "Headers", "MutableHeaders", "EnvironHeaders", "MultiDict",
        ):  # fmt: skip
            named = _named(args)
            if named is not None:
                return named
            if any(a.star for a in args):
                return UNCLEAR
            inner = [location_in(a.value, symbols, near) for a in args if a.keyword in (None, "headers", "raw")]
            return next((i for i in inner if i is not None), None)
        case Op(sign="|", operands=operands):
            sides = [location_in(o, symbols, near) for o in operands]
            return next((s for s in reversed(sides) if s is not None), None)
        case Choice(options=options):
            sides = [location_in(o.value, symbols, near) for o in options]
            return sides[0] if all(s is not None for s in sides) else (None if not any(sides) else UNCLEAR)
        case Lit(value=None):
            return None
    return UNCLEAR


def location_argument(args: tuple[Arg, ...], symbols: Symbols, near: str) -> Value | Unclear | None:
    """The Location in the arguments of a call on headers: `set("Location", u)`, `update({…})`, `update(location=u)`."""
    if len(args) >= 2 and args[0].keyword is None and not args[0].star:
        key = symbols.resolve(args[0].value, near)
        if is_location(key) is not None:
            return args[1].value if is_location(key) else None
    named = _named(args)
    if named is not None:
        return named
    if not args:
        return None
    return location_in(args[0].value, symbols, near) if not args[0].star else UNCLEAR


def is_location(key: Value) -> bool | None:
    """Whether a header's name is Location; None when it cannot be told."""
    if isinstance(key, Lit):
        name = key.value.decode("latin-1") if isinstance(key.value, bytes) else key.value
        return isinstance(name, str) and name.lower() == "location"
    if isinstance(key, Name) and key.path.rpartition(".")[2].upper() in ("LOCATION", "HDR_LOCATION"):
        return True
    return None


def _pair(value: Value) -> tuple[Value | None, Value]:
    """An item of a list of headers; like `**value` in a dict when it is not seen to be a pair."""
    return (value.items[0], value.items[1]) if isinstance(value, Seq) and len(value.items) == 2 else (None, value)


def _named(args: tuple[Arg, ...]) -> Value | None:
    return next((a.value for a in args if a.keyword is not None and a.keyword.lower() == "location"), None)


def _in_pairs(pairs: Sequence[tuple[Value | None, Value]], symbols: Symbols, near: str) -> Value | Unclear | None:
    doubtful = False
    for key, value in reversed(pairs):
        if key is None:
            inner = location_in(value, symbols, near)
            if inner is not None and not isinstance(inner, Unclear):
                return inner
            doubtful = doubtful or isinstance(inner, Unclear)
            continue
        known = is_location(symbols.resolve(key, near))
        if known:
            return value
        doubtful = doubtful or known is None
    return UNCLEAR if doubtful else None
