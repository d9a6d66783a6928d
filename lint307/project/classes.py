"""Instances of the project's own classes: subclasses of redirects, responses and exceptions, with their defaults."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lint307.core.facts import Event
from lint307.core.sites import Sent, Written
from lint307.core.values import Arg, Attr, Call, Change, Item, Lit, Name, Op, Param, Value
from lint307.frameworks.spec import ErrorClass, RedirectCall, ResponseClass
from lint307.project.changing import changed
from lint307.project.context import Context
from lint307.project.locations import is_location
from lint307.project.statuses import statuses_of
from lint307.project.substitution import bind_call, bind_stars, substitute

if TYPE_CHECKING:
    from lint307.project.forms import Place
    from lint307.project.wrappers import Responses

# Its heirs say their `code`, and a Location only where they say how.
_BARE_ERROR = "werkzeug.exceptions.HTTPException"
_WITH_HEADERS = ("__init__", "get_headers", "get_response", "__call__")
_UNSAID = Written("default")
_STATUS = ("status_code", "status", "code")


def response_base(name: str, ctx: Context) -> str | None:
    """The framework's response or exception class that a project's class descends from."""
    for cls in ctx.symbols.lineage(name):
        row = ctx.row(cls)
        if row is not None and isinstance(row[1], (RedirectCall, ResponseClass, ErrorClass)):
            return cls
    return None


def built(call: Call, name: str, ctx: Context, place: Place, responses: Responses) -> tuple[Sent, ...]:
    """What an instance sends: through `__init__` and `super().__init__`, then the class's own `status_code`."""
    base = response_base(name, ctx)
    if name in place.through:
        return ()
    if base is None:
        return _of_its_own(call, name, ctx, place)
    found = _constructed(call, name, base, ctx, place, responses)
    row = ctx.row(base)
    own = ctx.symbols.class_attribute(name, "status_code", place.near) or ctx.symbols.class_attribute(
        name, "code", place.near
    )
    if base == _BARE_ERROR and not found and not any(ctx.symbols.method(name, m) for m in _WITH_HEADERS):
        found = (Sent("werkzeug", name, "error", call.span, place.near, None, _UNSAID, None, False, call, raised=True),)
    honoured = row is not None and (row[0].name in ("django", "werkzeug", "drf"))
    result: list[Sent] = []
    for sent in found:
        sent = replace(sent, span=call.span, module=place.near, call=call, form=name, via=(*sent.via, name))
        if own is not None and honoured and sent.written.how == "default":
            written = Written("class", own.span, ctx.symbols.classes[name][0].module, None, own)
            result += [
                replace(sent, status=code, written=written) for _, code in statuses_of(own, ctx.symbols, place.near)
            ]
        else:
            result.append(sent)
    return tuple(result)


def is_bare(sent: Sent, ctx: Context) -> bool:
    """Whether it is an exception of the project's that only says its `code`."""
    return bool(sent.via) and sent.kind == "error" and _BARE_ERROR in ctx.symbols.lineage(sent.form)


def _of_its_own(call: Call, name: str, ctx: Context, place: Place) -> tuple[Sent, ...]:
    """A response class of another framework or of the project: its constructor takes a status and sets the Location."""
    init = ctx.symbols.method(name, "__init__")
    known = ctx.symbols.functions[init][1].parameters if init is not None else ()
    if init is None or not any(p.name in _STATUS for p in known):
        return ()
    file, function = ctx.symbols.body(init)
    sets = [e for e in function.events if e.kind == "store" and isinstance(e.value, Item) and is_location(e.value.key)]
    status = next((p for p in function.parameters if p.name in _STATUS), None)
    names = [p for p in function.parameters if p.name != "self"]
    if not sets or status is None or status.default is None or not names:
        return ()
    bound = bind_call(function, call, receiver=Param(init, "self", call.span))
    value = bound.get((init, status.name), status.default)
    given = next((a for a in call.args if a.value is value), None)
    how = "argument" if given is not None else "class"
    written = Written(how, value.span, place.near if given is not None else file.module, given, value)
    location = bound.get((init, names[0].name))
    return tuple(
        Sent(
            "starlette", name, "redirect", call.span, place.near, code, written, location, True, call, path, via=(name,)
        )
        for path, code in statuses_of(value, ctx.symbols, file.module)
    )


def _constructed(
    call: Call, name: str, base: str, ctx: Context, place: Place, responses: Responses
) -> tuple[Sent, ...]:
    init = ctx.symbols.method(name, "__init__")
    if init is None or init not in ctx.symbols.functions:
        return responses(replace(call, func=Name(base, call.func.span)), ctx, replace(place, depth=place.depth + 1))
    file, function = ctx.symbols.body(init)
    self_name = function.parameters[0].name if function.parameters else "self"
    bound = bind_stars(function, call, receiver=Param(init, self_name, call.span))
    inner = place.inside(name, file.module, function.owner)
    found: tuple[Sent, ...] = ()
    before: tuple[Sent, ...] = ()
    for event in function.events:
        made = event.value
        if (
            isinstance(made, Call)
            and isinstance(made.func, (Attr, Name))
            and _is_super_init(made, base, ctx, file.module)
        ):
            args = made.args[1:] if isinstance(made.func, Name) else made.args
            parent = substitute(_with_fields(replace(made, args=args), name, self_name, ctx), bound)
            assert isinstance(parent, Call)
            above = _above(name, function.owner, base, ctx)
            before = (*before, *found)
            found = responses(replace(parent, func=Name(above, call.func.span)), ctx, inner)
            passed = {a.keyword for a in call.args}
            found = tuple(_settled(s, file.module, passed) for s in found)
        elif (change := _on_self(event, self_name, name, ctx)) is not None:
            value = substitute(change.value, bound) if change.value is not None else None
            args = tuple(replace(a, value=substitute(a.value, bound)) for a in change.args)
            found = changed(found, replace(change, value=value, args=args), ctx, file.module)
    now = {s.status for s in found}
    return (*found, *(s for s in before if s.status not in now))


def _on_self(event: Event, self_name: str, name: str, ctx: Context) -> Change | None:
    """What a statement of a constructor does to the object: `self["Location"] = to`, `self.headers.update(…)`.

    A method of the class's own, and a function that is given the object, may do anything to it.
    """
    match event.kind, event.value:
        case "store", Attr(base=Param(name=base) as on, name=field) if base == self_name and event.stored is not None:
            return Change(on, "attr", field, event.stored, event.span)
        case "store", Item(base=Param(name=base) as on, key=key) if base == self_name:
            return Change(on, "item", "", event.stored, event.span, (Arg(key, key.span, key.span),))
        case "store", Item(base=Attr(base=Param(name=base) as on, name=field), key=key) if base == self_name:
            return Change(on, "item", field, event.stored, event.span, (Arg(key, key.span, key.span),))
        case "call", Call(func=Attr(base=Attr(base=Param(name=base) as on, name=field), name=method), args=args) if (
            base == self_name
        ):
            return Change(on, "call", f"{field}.{method}", None, event.span, args)
        case "call", Call(func=Attr(base=Param(name=base) as on, name=method), args=args) if base == self_name:
            own = ctx.symbols.method(name, method) in ctx.symbols.functions
            return Change(on, "passed" if own else "call", method, None, event.span, args)
        case "call", Call(args=args):
            given = next((a.value for a in args if isinstance(a.value, Param) and a.value.name == self_name), None)
            return Change(given, "passed", "", event.value, event.span) if given is not None else None
    return None


def _with_fields(call: Call, name: str, self_name: str, ctx: Context) -> Call:
    """The arguments with `self.status_code` replaced by what the class says of it."""
    return replace(call, args=tuple(replace(a, value=_with_field(a.value, name, self_name, ctx)) for a in call.args))


def _with_field(value: Value, name: str, self_name: str, ctx: Context) -> Value:
    match value:
        case Attr(base=Param(name=base), name=field) if base == self_name:
            return ctx.symbols.class_attribute(name, field, "") or value
        case Op(operands=operands):
            return replace(value, operands=tuple(_with_field(o, name, self_name, ctx) for o in operands))
    return value


def _settled(sent: Sent, module: str, passed: set[str | None]) -> Sent:
    """A status that the constructor's default gave is the class's."""
    value = sent.written.value
    if (
        sent.written.how == "argument"
        and value is not None
        and isinstance(value, (Lit, Name))
        and sent.module == module
    ):
        return replace(sent, written=Written("class", value.span, module, sent.written.argument, value))
    return sent


def _above(name: str, owner: str | None, base: str, ctx: Context) -> str:
    """The next class behind the one whose constructor was run."""
    line = list(ctx.symbols.lineage(name))
    rest = line[line.index(owner) + 1 :] if owner in line else []
    for cls in rest:
        if cls in ctx.symbols.classes and response_base(cls, ctx):
            return cls
    return base


def _is_super_init(call: Call, base: str, ctx: Context, near: str) -> bool:
    match call.func:
        case Attr(base=Call(func=func), name="__init__"):
            return ctx.symbols.path(func, near) == "builtins.super"
        case Name(path=path, span=span) if path.endswith(".__init__"):
            named = ctx.symbols.path(Name(path.removesuffix(".__init__"), span), near)
            return named is not None and response_base(named, ctx) is not None
    return False
