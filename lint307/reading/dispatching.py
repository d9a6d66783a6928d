"""Handlers that stand in a dict under the methods that they answer: `{"POST": add}[request.method](request)`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lint307.core.values import Arg, Attr, Call, Choice, Item, Lit, Map, Name, Op, Option, Path, Test, Value, dotted


def by_method(call: Call, bindings: Mapping[str, Sequence[Value]], module: str) -> Choice | None:
    """One call for each handler, under the test for its method; None for any other call.

    `bindings` are those of the module, where the dict may stand.
    """
    match _written_out(call.func, bindings, module):
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


def _written_out(func: Value, bindings: Mapping[str, Sequence[Value]], module: str) -> Value:
    """The function with a dict of the module in the place of its name."""
    match func:
        case Item(base=Name() as base):
            return replace(func, base=_held(base, bindings, module))
        case Call(func=Attr(base=Name() as base, name="get")):
            return replace(func, func=Attr(_held(base, bindings, module), "get", func.span))
        case Call(func=Name(path=path)) if path.endswith(".get"):
            base = Name(path.removesuffix(".get"), func.span)
            return replace(func, func=Attr(_held(base, bindings, module), "get", func.span))
    return func


def _held(name: Name, bindings: Mapping[str, Sequence[Value]], module: str) -> Value:
    given = bindings.get(name.path.removeprefix(f"{module}."), ())
    return given[0] if len(given) == 1 and isinstance(given[0], Map) else name
