"""The calls in a list of routes, wherever its parts are written: sums, stars, variables, functions that return one."""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.values import Attr, Call, Choice, Name, Op, Seq, Value
from lint307.project.context import Context
from lint307.project.origins import origin

_DEEPEST = 6


def listed(value: Value, near: str, ctx: Context, depth: int = 0) -> Iterator[tuple[Call, str]]:
    """Each call in a list, with the module in which it stands."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Name):  # a variable, which may have been added to after it was made
        module, _, name = (origin(value, near, ctx.symbols) or "").rpartition(".")
        for part in ctx.symbols.given(module, name):
            yield from listed(part, module, ctx, depth + 1)
        return
    found = ctx.symbols.resolve(value, near)
    match found:
        case Seq(items=items):
            for item in items:
                if isinstance(item, Call) and not _function(item, near, ctx):
                    yield item, near
                else:
                    yield from listed(item, near, ctx, depth + 1)
        case Op(sign="+" | "*", operands=operands):
            for operand in operands:
                yield from listed(operand, near, ctx, depth + 1)
        case Choice(options=options):
            for option in options:
                yield from listed(option.value, near, ctx, depth + 1)
        case Call():
            called = _function(found, near, ctx)
            if called is None:
                return
            file, function = ctx.symbols.functions[called]
            for way in function.exits:
                if way.kind == "return" and way.value is not None:
                    yield from listed(way.value, file.module, ctx, depth + 1)


def _function(call: Call, near: str, ctx: Context) -> str | None:
    """The project's function or method that a call runs."""
    path = ctx.symbols.path(call.func, near)
    if path in ctx.symbols.functions:
        return path
    if isinstance(call.func, Attr):
        cls = ctx.identities.class_of(call.func.base, near)
        return ctx.symbols.method(cls, call.func.name) if cls else None
    return None
