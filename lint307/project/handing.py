"""Whether a handler hands the one argument of its URL on to the next URL as it is: then they go round together."""

from __future__ import annotations

from lint307.core.facts import Function
from lint307.core.values import Attr, Call, Lit, Map, Name, Op, Param, Seq, Text, Value

_OF_ALL = frozenset({"self", "cls", "request", "req"})


def hands_on(function: Function, location: Value | None, path: str | None, target: str) -> bool:
    """Whether both paths have no argument, or one each: the only one of the handler, which the Location repeats."""
    if "<" not in target:
        return True
    own = [p for p in function.parameters if p.name not in _OF_ALL]
    if path is None or path.count("<") != 1 or target.count("<") != 1 or len(own) != 1 or function.decorators[1:]:
        return False
    held = list(_filled_in(location)) if location is not None else []
    return (
        len(held) == 1
        and isinstance(held[0], Param)
        and (held[0].owner, held[0].name)
        == (
            function.name,
            own[0].name,
        )
    )


def _filled_in(value: Value) -> list[Value]:
    """What is put into a URL that is written out or asked for by name; a value that is worked out is one of its own."""
    match value:
        case Lit():
            return []
        case Text(parts=several) | Seq(items=several) | Op(sign="+", operands=several):
            return [v for part in several for v in _filled_in(part)]
        case Map(items=pairs):
            return [v for _, inner in pairs for v in _filled_in(inner)]
        case Call(func=Name() | Attr(), args=args):
            return [v for a in args for v in ([a.value] if a.star else _filled_in(a.value)) if not _is_request(v)]
    return [value]


def _is_request(value: Value) -> bool:
    return isinstance(value, Param) and value.name in _OF_ALL
