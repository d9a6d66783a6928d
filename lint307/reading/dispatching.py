"""Handlers that stand in a dict under the methods that they answer: `{"POST": add}[request.method](request)`."""

from __future__ import annotations

from dataclasses import replace

from lint307.core.values import Arg, Attr, Call, Choice, Item, Lit, Map, Op, Option, Path, Test, Value, dotted


def by_method(call: Call) -> Choice | None:
    """One call for each handler, under the test for its method; None for any other call."""
    match call.func:
        case Item(base=Map(items=items), key=key):
            otherwise: Value | None = None
        case Call(func=Attr(base=Map(items=items), name="get"), args=[Arg(value=key), *rest]):
            otherwise = rest[0].value if len(rest) == 1 else None
        case _:
            return None
    if "method" not in dotted(key).replace("()", "").split(".") or not all(isinstance(k, Lit) for k, _ in items):
        return None
    tests = [Op("==", (key, name), call.span) for name, _ in items if name is not None]
    each: list[tuple[Path, Value]] = [((Test(t, True),), handler) for t, (_, handler) in zip(tests, items, strict=True)]
    if otherwise is not None:
        each.append((tuple(Test(t, False) for t in tests), otherwise))
    return Choice(tuple(Option(path, replace(call, func=handler)) for path, handler in each), call.span)
