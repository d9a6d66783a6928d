"""Calls in a loop over a table that is written out, one for each of its turns.

`for bp, prefix in BLUEPRINTS: app.register_blueprint(bp, url_prefix=prefix)` registers what the table holds, wherever
that stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from lint307.core.values import Arg, Attr, Call, Choice, Item, Lit, Map, Name, Op, Seq, Text, Unknown, Value, within
from lint307.project.context import Context
from lint307.project.origins import origin

_MOST, _DEEPEST = 200, 6
_COPIES = ("list", "tuple", "sorted", "reversed", "set")


def turns(call: Call, near: str, ctx: Context, depth: int = 0) -> Iterator[Call]:
    """The call as each turn makes it, with the span that it has; itself where no table is known."""
    loops = (v for v in within(call) if isinstance(v, Item) and isinstance(v.key, Unknown)) if depth < 3 else ()
    for loop in loops:
        held = list(_items(loop.base, near, ctx))
        if 0 < len(held) <= _MOST:
            for item in held:
                turn = _put(call, loop, item, near, ctx)
                assert isinstance(turn, Call)
                yield from turns(turn, near, ctx, depth + 1)
            return
    yield call


def _items(value: Value, near: str, ctx: Context, depth: int = 0) -> Iterator[Value]:
    """What a loop over a value gives, as far as it is written out."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Name):  # a variable, which may have been added to after it was made
        module, _, name = (origin(value, near, ctx.symbols) or "").rpartition(".")
        parts = ctx.symbols.given(module, name)
        if len(parts) > 1:
            for part in parts:
                yield from _items(part, module, ctx, depth + 1)
            return
    match ctx.symbols.resolve(value, near):
        case Seq(items=items):
            for item in items:
                if isinstance(item, Op) and item.sign == "*":
                    yield from _items(item.operands[0], near, ctx, depth + 1)
                else:
                    yield item
        case Map(items=pairs):
            yield from (key for key, _ in pairs if key is not None)
        case Op(sign="+", operands=operands):
            for operand in operands:
                yield from _items(operand, near, ctx, depth + 1)
        case Choice(options=options):
            for option in options:
                yield from _items(option.value, near, ctx, depth + 1)
        case Call(func=func, args=args):
            yield from _given_by(func, args, near, ctx, depth)


def _given_by(func: Value, args: tuple[Arg, ...], near: str, ctx: Context, depth: int) -> Iterator[Value]:
    """`TABLE.items()`, `enumerate(ROWS)`, a function of the project that gives a list back."""
    path = ctx.symbols.path(func, near) or ""
    holder, name = _method(func)
    table = ctx.symbols.resolve(holder, near) if holder is not None and name in ("items", "values") else None
    if isinstance(table, Map) and not args:
        for key, value in table.items:
            if key is not None:
                yield value if name == "values" else Seq("(", (key, value), value.span)
    elif path.removeprefix("builtins.") in _COPIES and args:
        yield from _items(args[0].value, near, ctx, depth + 1)
    elif path == "builtins.enumerate" and args:
        for index, item in enumerate(_items(args[0].value, near, ctx, depth + 1)):
            yield Seq("(", (Lit(index, item.span), item), item.span)
    elif path in ctx.symbols.functions and not args:
        file, function = ctx.symbols.body(path)
        for way in function.exits:
            if way.kind == "return" and way.value is not None:
                yield from _items(way.value, file.module, ctx, depth + 1)


def _method(func: Value) -> tuple[Value | None, str]:
    if isinstance(func, Attr):
        return func.base, func.name
    if isinstance(func, Name) and "." in func.path:
        base, _, name = func.path.rpartition(".")
        return Name(base, func.span), name
    return None, ""


def _put(value: Value, loop: Item, turn: Value, near: str, ctx: Context) -> Value:
    """The value with one turn's item in place of the loop's variable, and what is taken out of it."""

    def put(inner: Value) -> Value:
        return _put(inner, loop, turn, near, ctx)

    if value == loop:
        return turn
    match value:
        case Item(base=base, key=Lit(value=key)):
            whole = put(base)
            held = ctx.symbols.resolve(whole, near)
            if isinstance(held, Seq) and isinstance(key, int) and -len(held.items) <= key < len(held.items):
                return held.items[key]
            return replace(value, base=whole)
        case Attr(base=base):
            return replace(value, base=put(base))
        case Call(func=func, args=args):
            given: list[Arg] = []
            for arg in args:
                rest = _rest(arg, put) if arg.star == "*" else None
                each = rest if rest is not None else (put(arg.value),)
                given += [replace(arg, value=v, star=arg.star if rest is None else "") for v in each]
            return replace(value, func=put(func), args=tuple(given))
        case Text(parts=parts):
            return replace(value, parts=tuple(map(put, parts)))
        case Seq(items=items):
            return replace(value, items=tuple(map(put, items)))
        case Op(operands=operands):
            return replace(value, operands=tuple(map(put, operands)))
        case Map(items=pairs):
            return replace(value, items=tuple((key and put(key), put(inner)) for key, inner in pairs))
    return value


def _rest(arg: Arg, put: Callable[[Value], Value]) -> tuple[Value, ...] | None:
    """What `*more` of `for first, *more in TABLE` holds."""
    match arg.value:
        case Item(base=base, key=Lit(value=int() as first)):
            held = put(base)
            return held.items[first:] if isinstance(held, Seq) else None
    return None
