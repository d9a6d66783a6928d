"""Which responses a value is: one matcher for each form of `frameworks.spec`, and for what a project builds on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lint307.core.http import FOLLOWED
from lint307.core.sites import Ineffective, Sent, Written
from lint307.core.values import (
    Attr,
    Call,
    Change,
    Choice,
    Lit,
    Map,
    Name,
    Op,
    Param,
    Seq,
    Text,
    Value,
    argument,
)
from lint307.frameworks import BY_NAME
from lint307.frameworks.spec import Abort, ErrorClass, Framework, MakeResponse, Passing, RedirectCall, ResponseClass
from lint307.project import classes, partials, rows, wrappers
from lint307.project.changing import changed
from lint307.project.context import Context
from lint307.project.raw import sent_by_hand
from lint307.project.statuses import statuses_of
from lint307.project.substitution import is_impossible, spread
from lint307.project.tuples import returned

_DEEPEST = 5


@dataclass(frozen=True)
class Place:
    """Where a value stands: its module, the framework that its function serves ("" unknown), the class around it.

    `receiver` is the class whose method was called to come here, where it is known better than by the class around.
    """

    near: str
    framework: str = ""
    owner: str | None = None
    depth: int = 0
    through: tuple[str, ...] = ()
    receiver: str | None = None

    def inside(self, function: str, near: str, owner: str | None, receiver: str | None = None) -> Place:
        return Place(near, self.framework, owner, self.depth + 1, (*self.through, function), receiver)


def responses(value: Value, ctx: Context, place: Place) -> tuple[Sent, ...]:
    """Every response that a value may be; empty when it is none that is known."""
    if place.depth > _DEEPEST:
        return ()
    match value:
        case Choice(options=options):
            return tuple(
                replace(sent, path=(*option.path, *sent.path))
                for option in options
                if not is_impossible(option.path)
                for sent in responses(option.value, ctx, place)
            )
        case Op(sign="or" | "and", operands=operands):
            return tuple(sent for o in operands for sent in responses(o, ctx, place))
        case Change(base=base):
            return changed(responses(base, ctx, place), value, ctx, place.near)
        case Seq(kind="" | "(", items=items) if 2 <= len(items) <= 3:
            inner = responses(items[0], ctx, place)
            return returned(value, inner, "restful" if _is_resource(place, ctx) else place.framework, ctx, place.near)
        case Call():
            return _call(value, ctx, place)
        case Name() | Attr():
            found = ctx.symbols.resolve(value, place.near)
            if isinstance(found, (Call, Change)):
                return responses(found, ctx, replace(place, depth=place.depth + 1))
    return ()


def _is_sent_by_wsgi(call: Call) -> bool:
    """`return response(environ, start_response)`"""
    return [a.value.name for a in call.args if isinstance(a.value, Param)] == ["environ", "start_response"]


def _is_resource(place: Place, ctx: Context) -> bool:
    """Whether a method of a class of flask-restful's or flask-restx's, which make JSON of what stands in a tuple."""
    line = ctx.symbols.lineage(place.owner) if place.owner is not None else ()
    return any(c.startswith(("flask_restful.", "flask_restx.")) and c.endswith("Resource") for c in line)


def _call(call: Call, ctx: Context, place: Place) -> tuple[Sent, ...]:
    """What a call makes; edits shall see its stars as they stand."""
    known = spread(call, ctx.symbols, place.near)
    found = _known_call(known, ctx, place)
    return tuple(replace(s, call=call) if s.call is known else s for s in found) if known is not call else found


def _known_call(call: Call, ctx: Context, place: Place) -> tuple[Sent, ...]:
    func = ctx.symbols.resolve(call.func, place.near)
    if isinstance(func, Choice):
        each = (
            replace(sent, path=(*option.path, *sent.path))
            for option in func.options
            if not is_impossible(option.path)
            for sent in _call(replace(call, func=option.value), ctx, place)
        )
        return tuple(each)
    if isinstance(func, Call) and isinstance(call.func, (Name, Attr)) and partials.is_partial(func, ctx, place.near):
        return partials.applied(call, func, ctx, place, responses)
    path = func.path if isinstance(func, Name) else _method_path(func, ctx, place)
    if isinstance(call.func, (Call, Change, Choice)) and (len(call.args) == 3 or _is_sent_by_wsgi(call)):
        return responses(call.func, ctx, place)  # `await response(scope, receive, send)` is how ASGI sends one
    row = ctx.row(path)
    if path is not None and row is not None:
        return _described(call, path, *row, ctx, place)
    if path is not None and path in ctx.symbols.functions:
        return wrappers.called(call, path, ctx, place, responses)
    if path is not None and path in ctx.symbols.classes:
        return classes.built(call, path, ctx, place, responses)
    return sent_by_hand(call, ctx, place.near) or _handed_on(call, ctx, place)


def _method_path(func: Value, ctx: Context, place: Place) -> str | None:
    """The dotted name of a method that is called on an object whose class is known."""
    if not isinstance(func, Attr):
        return None
    base = ctx.symbols.resolve(func.base, place.near)
    if isinstance(base, Param) and base.name in ("self", "cls") and place.owner is not None:
        member = ctx.symbols.class_attribute(place.receiver or place.owner, func.name, place.near)
        return member.path if isinstance(member, Name) else None
    if isinstance(base, Param) and (cls := ctx.identities.class_of(base, place.near)):
        return ctx.symbols.method(cls, func.name)
    if isinstance(base, Call):
        made = ctx.symbols.path(base.func, place.near) or ""
        if made in ctx.symbols.classes and (method := ctx.symbols.method(made, func.name)):
            return method
        if made == "builtins.super" and place.owner is not None:
            ancestors = [c for c in ctx.symbols.lineage(place.owner) if c != place.owner]
            found = (ctx.symbols.method(c, func.name) for c in ancestors if c in ctx.symbols.classes)
            return next((f for f in found if f), None)
        for framework in (BY_NAME["flask"], BY_NAME["quart"]):
            if made in framework.apps and func.name in ("redirect", "make_response"):
                return f"{framework.name}.{func.name}"
        if made in BY_NAME["ninja"].apps and func.name == "create_response":
            return "ninja.NinjaAPI.create_response"
        if func.name == "TemplateResponse":
            return "starlette.templating.Jinja2Templates.TemplateResponse"
    return None


def _described(
    call: Call, path: str, framework: Framework, row: object, ctx: Context, place: Place
) -> tuple[Sent, ...]:
    match row:
        case RedirectCall():
            return rows.redirect_call(call, framework, row, path, ctx, place.near)
        case ResponseClass():
            return rows.response_call(call, framework, row, path, ctx, place.near)
        case ErrorClass():
            inner = rows.at(call, row.response)
            if inner is not None:
                return tuple(replace(s, raised=True) for s in responses(inner.value, ctx, place))
            return rows.error_call(call, framework, row, path, ctx, place.near)
        case MakeResponse() | Passing():
            return _made(call, framework, row, ctx, place)
        case Abort():
            return _aborted(call, framework, row, path, ctx, place)
    return ()


def _made(
    call: Call, framework: Framework, row: MakeResponse | Passing, ctx: Context, place: Place
) -> tuple[Sent, ...]:
    """`make_response(*args)` is what a returned tuple of its arguments would be."""
    if len(call.args) == 1:
        only = call.args[0].value
        inner = responses(only, ctx, replace(place, framework=framework.name))
        if inner or not isinstance(row, MakeResponse):
            return inner
        has = False if isinstance(ctx.symbols.resolve(only, place.near), (Lit, Text, Map)) else None
        return (
            Sent(
                framework.name,
                row.names[0],
                "response",
                call.span,
                place.near,
                200,
                Written("default"),
                None,
                has,
                call,
            ),
        )
    items = tuple(a.value for a in call.args)
    if not 2 <= len(items) <= 3:
        return ()
    inner = responses(items[0], ctx, replace(place, framework=framework.name))
    found = returned(Seq("", items, call.span), inner, framework.name, ctx, place.near)
    return tuple(replace(s, span=call.span if s.kind == "tuple" else s.span) for s in found)


def _aborted(call: Call, framework: Framework, row: Abort, path: str, ctx: Context, place: Place) -> tuple[Sent, ...]:
    first = argument(call, 0, "code")
    if first is None:
        return ()
    inner = responses(first.value, ctx, place)
    if inner:
        return tuple(replace(s, raised=True) for s in inner)
    found = []
    for conditions, code in statuses_of(first.value, ctx.symbols, place.near):
        if code in FOLLOWED:
            why = f"abort() knows no {code}"
            lost = Ineffective(first.span, code, row.sends, why, f"return redirect(…, code={code})", "abort")
            written = Written("argument", first.span, place.near, first)
            sent = Sent(
                framework.name, path, "abort", call.span, place.near, row.sends, written, None, None, call, conditions,
                (lost,), raised=True,
            )  # fmt: skip
            found.append(sent)
    return tuple(found)


def _handed_on(call: Call, ctx: Context, place: Place) -> tuple[Sent, ...]:
    """A redirect given to something unknown, such as `unset_cookies(redirect(u))`, most likely comes back as it was."""
    deeper = replace(place, depth=place.depth + 1)
    found = [s for a in call.args for s in responses(a.value, ctx, deeper) if s.kind in ("redirect", "view")]
    return tuple(replace(s, has_location=s.has_location or None) for s in found)
