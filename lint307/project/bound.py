"""What a name means that is given several values, or an item of a mapping that is written out."""

from __future__ import annotations

from lint307.core.values import Call, Choice, Lit, Map, Name, Option, Unknown, Value


def agreed(values: list[Value], value: Value) -> Value:
    """One meaning for a name that is bound several times; constants stay a choice, anything else is in doubt."""
    if len(values) == 1:
        return values[0]
    names = {v.path if isinstance(v, Name) else None for v in values if not (isinstance(v, Lit) and v.value is None)}
    if len(names) == 1 and None not in names:
        return next(v for v in values if isinstance(v, Name))
    if all(isinstance(v, Lit) for v in values):
        return Choice(tuple(Option((), v) for v in values), value.span)
    calls = [v for v in values if isinstance(v, Call)]
    if len(calls) == 1 and all(isinstance(v, (Call, Lit)) for v in values):
        return calls[0]
    return Unknown(value.span)


def item(holder: Value, key: Value) -> Value | None:
    """What a mapping that is written out holds for a constant key."""
    if not isinstance(holder, Map) or not isinstance(key, Lit):
        return None
    return next((v for k, v in holder.items if isinstance(k, Lit) and k.value == key.value), None)
