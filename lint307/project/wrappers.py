"""Calls of the project's own functions: what they send, as a function of their arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lint307.core.facts import FileFacts, Function
from lint307.core.sites import Sent
from lint307.core.values import AnyOf, Attr, Call, Choice, Lit, Name, Op, Param, Test, Value, as_attribute, dotted
from lint307.project.context import Context
from lint307.project.substitution import bind_stars, is_impossible, mentions, path_at, substitute

if TYPE_CHECKING:
    from lint307.project.forms import Place

Responses = Callable[[Value, Context, "Place"], tuple[Sent, ...]]


def called(call: Call, name: str, ctx: Context, place: Place, responses: Responses) -> tuple[Sent, ...]:
    """What a call of a project's function sends.

    Where its arguments choose the status, the call is the place that decides and the result stands at the call.
    Otherwise the function's own redirect decides; such results are marked with `via` and carry the function's span.
    """
    file, function = ctx.symbols.functions[name]
    if name in place.through or not _may_give(file, function, ctx, place, responses):
        return ()
    receiver = _receiver(call, function, ctx, place)
    bound = bind_stars(function, call, receiver)
    is_own = isinstance(receiver, Param) and receiver.name in ("self", "cls")
    cls = (place.receiver or place.owner) if is_own else None
    inner = place.inside(name, file.module, function.owner, cls)
    found: list[Sent] = []
    steered = False
    for way in function.exits:
        if way.kind != "return" or way.value is None:
            continue
        plain = responses(way.value, ctx, replace(inner, receiver=None))
        if not plain:
            continue
        steered = steered or _is_steered(plain, function)
        value = substitute(way.value, bound)
        if isinstance(receiver, Param) and cls is not None:
            value = _with_fields(value, receiver, cls, ctx)
        for sent in responses(value, ctx, inner):
            path = (*path_at(way.path, bound), *sent.path)
            if not is_impossible(path):
                found.append(replace(sent, path=tuple(c for c in path if not _is_private(c, function.name))))
    if steered:
        return tuple(
            replace(s, span=call.span, module=place.near, call=call, form=name, via=(*s.via, name), kind=s.kind)
            for s in found
        )
    return tuple(replace(s, via=(*s.via, name), kind="inner" if s.kind == "redirect" else s.kind) for s in found)


def _with_fields(value: Value, self: Param, owner: str, ctx: Context) -> Value:
    """The value with `self.code` replaced by what the caller's class says of it, where all its heirs agree."""
    match value:
        case Attr(base=Param(owner=of, name=name), name=field) if (of, name) == (self.owner, self.name):
            said = {ctx.symbols.class_attribute(cls, field, "") for cls in (owner, *ctx.symbols.heirs(owner))}
            only = said.pop() if len(said) == 1 else None
            return only if isinstance(only, (Lit, Name)) else value
        case Op(operands=operands):
            return replace(value, operands=tuple(_with_fields(o, self, owner, ctx) for o in operands))
        case Call(args=args):
            return replace(value, args=tuple(replace(a, value=_with_fields(a.value, self, owner, ctx)) for a in args))
    return value


def _may_give(file: FileFacts, function: Function, ctx: Context, place: Place, responses: Responses) -> bool:
    """Whether a function gives back a response on any way. Most do not, and are called a thousand times."""
    key = function.name, place.framework
    if key not in ctx.giving:
        ctx.giving[key] = True  # it may call itself
        inside = replace(place, near=file.module, owner=function.owner, depth=0, through=(function.name,))
        values = (way.value for way in function.exits if way.kind == "return" and way.value is not None)
        ctx.giving[key] = any(responses(value, ctx, inside) for value in values)
    return ctx.giving[key]


def always_redirects(name: str, ctx: Context, place: Place, responses: Responses) -> bool:
    """Whether a project's function gives back a redirect on every way on which it gives back anything.

    One that acts besides may be called for what it does alone.
    """
    file, function = ctx.symbols.functions[name]
    inner = place.inside(name, file.module, function.owner)
    returned = [way for way in function.exits if way.kind == "return"]
    acts = any(e.kind == "call" and e.discarded and not only_tells(e.value) for e in function.events)
    if not returned or acts or any(way.kind == "end" for way in function.exits):
        return False
    sent = [responses(way.value, ctx, inner) if way.value is not None else () for way in returned]
    return all(found and all(s.kind in ("redirect", "inner") for s in found) for found in sent)


def may_redirect(name: str, ctx: Context, place: Place, responses: Responses) -> bool:
    """Whether a project's function gives back a redirect or nothing, and does nothing besides: it guards callers."""
    file, function = ctx.symbols.functions[name]
    inner = place.inside(name, file.module, function.owner)
    said = [way for way in function.exits if way.kind == "return" and not _is_nothing(way.value)]
    acts = any(e.kind == "call" and e.discarded and not only_tells(e.value) for e in function.events)
    goes_on = any(way.kind == "end" or (way.kind == "return" and _is_nothing(way.value)) for way in function.exits)
    if not said or acts or not goes_on or function.decorators:
        return False
    sent = [responses(way.value, ctx, inner) if way.value is not None else () for way in said]
    return all(found and all(s.kind in ("redirect", "inner") for s in found) for found in sent)


def _is_nothing(value: Value | None) -> bool:
    return value is None or (isinstance(value, Lit) and value.value is None)


def only_tells(call: Value) -> bool:
    """Whether a call leaves a message for the visitor or in a log."""
    name = dotted(call).lower()
    return any(word in name for word in ("flash", "messages.", "log.", "logger.", "logging.", "print()"))


def _receiver(call: Call, function: Function, ctx: Context, place: Place) -> Value | None:
    """What a method is called on: an object, or the class where it belongs to that; None for what takes neither."""
    said = {d.path.rpartition(".")[2] for d in function.decorators if isinstance(d, Name)}
    if function.owner is None or "staticmethod" in said:
        return None
    on = as_attribute(call.func)
    if not isinstance(on, Attr):
        return call.func
    if "classmethod" not in said or isinstance(on.base, Param):
        return on.base
    made = ctx.symbols.resolve(on.base, place.near)
    return made.func if isinstance(made, Call) else on.base


def _is_steered(plain: tuple[Sent, ...], function: Function) -> bool:
    """Whether arguments choose the status: one is the status, or a parameter with a default decides between several."""
    if any(s.written.value is not None and _is_parameter(s.written.value, function.name) for s in plain):
        return True
    handed = any(p.kind == "**" for p in function.parameters)
    if handed and any(s.status is None and s.written.how == "argument" and s.written.value is None for s in plain):
        return True  # `redirect(url, **options)`
    switches = {p.name for p in function.parameters if p.default is not None or p.kind == "**"}
    tested = {n for s in plain for c in s.path if isinstance(c, Test) for n in mentions(c.value, function.name)}
    return len({s.status for s in plain}) > 1 and bool(tested & switches)


def _is_parameter(value: Value, function: str) -> bool:
    """Whether a value is a parameter of the function as it was passed, not something computed from one."""
    match value:
        case Param(owner=owner) | Attr(base=Param(owner=owner, name="self" | "cls")):
            return owner == function
        case Call(func=Attr(base=Param(owner=owner), name="get" | "pop")):  # `kwargs.pop("code", 302)`
            return owner == function
        case Choice(options=options):
            return any(_is_parameter(o.value, function) for o in options)
        case Op(sign="or", operands=operands):
            return any(_is_parameter(o, function) for o in operands)
    return False


def _is_private(condition: object, function: str) -> bool:
    if isinstance(condition, Test):
        return isinstance(condition.value, Lit) or bool(mentions(condition.value, function))
    return isinstance(condition, AnyOf)
