"""Routes that the project's own functions declare with what they are given.

`def register(bp, rules, view): for rule in rules: bp.add_url_rule(rule, view_func=view)` declares a route wherever it
is called, and so does a decorator that hands the function below it to `add_url_rule`, or gives back `bp.route(...)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from lint307.core.facts import Function
from lint307.core.text import Span
from lint307.core.values import Arg, Call, Item, Name, Param, Seq, Unknown, Value, dotted, within
from lint307.project.context import Context
from lint307.project.objects import split_method
from lint307.project.substitution import Bindings, bind_call, mentions, substitute

_DEEPEST = 3
# What a call of the project's function may stand for, and the call that declares a route in it.
_DECLARING = frozenset("add_url_rule add_api_route add_route add_resource route api_route Route".split())
_DECORATING = frozenset("route api_route get post put patch delete".split())


class Declaration(NamedTuple):
    """A call in a function of the project that declares a route by the function's parameters.

    `inner` is the function in `outer` that takes what is decorated; None where `outer` is called with everything.
    """

    call: Call
    outer: Function
    inner: Function | None = None


def declarations(ctx: Context) -> Mapping[str, list[Declaration]]:
    """By the function that is called, or that decorates."""
    found: dict[str, list[Declaration]] = {}
    functions = ctx.symbols.functions
    for file in ctx.symbols.files.values():
        for registration in file.registrations:
            _, function = functions.get(registration.function or "", (None, None))
            if function is None or last(registration.call) not in _DECLARING:
                continue
            _, around = functions.get(function.parent or "", (None, None))
            given = _takes(registration.call, function)
            if around is not None and (given or _takes(registration.call, around)):
                found.setdefault(around.name, []).append(Declaration(registration.call, around, function))
            elif given:
                found.setdefault(function.name, []).append(Declaration(registration.call, function))
    return found


def _takes(call: Call, function: Function) -> bool:
    """Whether what a call declares depends on what the function is given, the object that it is called on aside."""
    own = {p.name for p in function.parameters[: function.owner is not None]}
    return any(mentions(arg.value, function.name) - own for arg in call.args)


def at_call(call: Call, near: str, declared: Mapping[str, list[Declaration]], ctx: Context) -> Iterator[Call]:
    """The calls that declare the routes of one call of such a function."""
    name, receiver = _meant(call, near, ctx)
    for outer, inner, inside in ((d.outer, d.inner, d.call) for d in declared.get(name or "", ())):
        if inner is None:
            yield from _made(_passed_on(inside, outer, call), bind_call(outer, call, receiver), call.span)


def at_decorator(
    decorator: Value, below: str, near: str, declared: Mapping[str, list[Declaration]], ctx: Context
) -> Iterator[Call]:
    """The calls that declare the routes of the function or class `below` a decorator."""
    if not isinstance(decorator, Call):
        return
    name, receiver = _meant(decorator, near, ctx)
    for outer, inner, inside in ((d.outer, d.inner, d.call) for d in declared.get(name or "", ())):
        if inner is None or not inner.parameters:
            continue
        bound: dict[tuple[str, str], Value] = bind_call(outer, decorator, receiver)
        bound[inner.name, inner.parameters[0].name] = Name(below, decorator.span)
        wrapped = f"{outer.name}.<locals>."
        for made in _made(_passed_on(inside, outer, decorator), bound, decorator.span):
            args = tuple(
                replace(a, value=Name(below, a.span))
                if isinstance(a.value, Name) and a.value.path.startswith(wrapped)
                else a
                for a in made.args
            )
            yield replace(made, args=args)


def unwrapped(decorator: Value, near: str, ctx: Context, depth: int = 0) -> Value:
    """`bp.route(...)` where a decorator of the project gives back just that."""
    if not isinstance(decorator, Call) or depth > _DEEPEST:
        return decorator
    name, receiver = _meant(decorator, near, ctx)
    if name is None:
        return decorator
    file, function = ctx.symbols.functions[name]
    ways = [way.value for way in function.exits]
    if len(ways) != 1 or not isinstance(ways[0], Call):
        return decorator
    inside = _passed_on(ways[0], function, decorator)
    made = unwrapped(substitute(inside, bind_call(function, decorator, receiver)), file.module, ctx, depth + 1)
    routes = isinstance(made, Call) and last(made) in _DECORATING
    return replace(made, span=decorator.span) if isinstance(made, Call) and routes else decorator


def _meant(call: Call, near: str, ctx: Context) -> tuple[str | None, Value | None]:
    """The project's function that a call runs, and the object whose method it is."""
    path = ctx.symbols.path(call.func, near)
    if path in ctx.symbols.functions:
        return path, None
    parts = split_method(call.func, near, ctx)
    cls = ctx.identities.class_of(parts[0], near) if parts is not None else None
    return (ctx.symbols.method(cls, parts[1]), parts[0]) if cls and parts else (None, None)


def _passed_on(inside: Call, function: Function, call: Call) -> Call:
    """The call in a function with what the function only passes on, as `*args` and `**options`."""
    named = {p.name for p in function.parameters if p.kind in ("", "keyword")}
    plain = len([p for p in function.parameters if p.kind == ""]) - (function.owner is not None)
    more = {
        "*": tuple(a for a in call.args if a.keyword is None and not a.star)[max(plain, 0) :],
        "**": tuple(a for a in call.args if a.keyword is not None and a.keyword not in named),
    }
    args: list[Arg] = []
    for arg in inside.args:
        is_rest = arg.star and isinstance(arg.value, Param) and arg.value.owner == function.name
        args += more[arg.star] if is_rest else (arg,)
    return replace(inside, args=tuple(args))


def last(call: Call) -> str:
    """The last part of the name of what is called."""
    return dotted(call.func).removesuffix("()").rpartition(".")[2]


def _made(call: Call, bound: Bindings, span: Span) -> Iterator[Call]:
    """The call with what it is given in place of the parameters, once for each turn of a loop over what is given."""
    made = substitute(call, bound)
    assert isinstance(made, Call)
    loops = [v for v in within(made) if isinstance(v, Item) and isinstance(v.key, Unknown) and isinstance(v.base, Seq)]
    if not loops:
        yield replace(made, span=span)
        return
    loop = loops[0]
    assert isinstance(loop.base, Seq)
    for item in loop.base.items:
        turn = _with(made, loop, item)
        assert isinstance(turn, Call)
        yield replace(turn, span=span)


def _with(value: Value, old: Value, new: Value) -> Value:
    """A call with `new` wherever `old` stands among its arguments."""
    if value == old:
        return new
    if isinstance(value, Call):
        args = tuple(replace(a, value=_with(a.value, old, new)) for a in value.args)
        return replace(value, func=_with(value.func, old, new), args=args)
    return value
