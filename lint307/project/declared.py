"""Redirects that a route declares: FastAPI's `response_class=RedirectResponse` and `status_code=` for returned data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lint307.core.facts import Exit, FileFacts, Function
from lint307.core.http import FOLLOWED
from lint307.core.sites import Ineffective, Reach, Sent, Site, Written
from lint307.core.text import Span
from lint307.core.values import Arg, Attr, Call, Lit, Name, Value, argument, within
from lint307.frameworks.spec import RedirectCall
from lint307.project import classes
from lint307.project.context import Context
from lint307.project.forms import Place, responses
from lint307.project.lacking import lacks
from lint307.project.objects import split_method
from lint307.project.plain import emptied, is_data, may_be_response
from lint307.project.reach import narrowed, seen
from lint307.project.statuses import status_of, statuses_of

_NOTHING = Span(0, 0)


def declared(file: FileFacts, function: Function, reaches: tuple[Reach, ...], ctx: Context) -> Iterator[Site]:
    """The site that a FastAPI route's decorator makes of returned data, and a status there that does nothing."""
    routes = {r.route.span: r.route for r in reaches if r.route is not None and r.route.framework == "fastapi"}
    for decorator in function.decorators:
        if not isinstance(decorator, Call) or decorator.span not in routes:
            continue
        status, response = argument(decorator, None, "status_code"), argument(decorator, None, "response_class")
        cls = ctx.symbols.path(response.value, file.module) if response else _default_class(decorator, file.module, ctx)
        is_redirect = cls is not None and _redirects(cls, ctx)
        code = status_of(ctx.symbols.resolve(status.value, file.module), ctx.symbols, file.module) if status else None
        if not is_redirect and code not in FOLLOWED:
            continue
        if lacks(function.name, ctx.symbols):
            return
        here = tuple(r for r in reaches if r.route is not None and r.route.span == decorator.span)
        for way in function.exits:
            if way.kind in ("return", "end"):
                yield from _at_exit(file, function, way, decorator, status, cls if is_redirect else None, here, ctx)
        return


def returns_redirects(function: Function, near: str, ctx: Context) -> bool:
    """Whether a decorator makes redirects of what a function returns."""
    for decorator in function.decorators:
        given = argument(decorator, None, "response_class") if isinstance(decorator, Call) else None
        cls = ctx.symbols.path(given.value, near) if given else None
        if isinstance(decorator, Call) and cls is None:
            cls = _default_class(decorator, near, ctx)
        if cls is not None and _redirects(cls, ctx):
            return True
    return False


def _default_class(decorator: Call, near: str, ctx: Context) -> str | None:
    """The `default_response_class` of the router that a route hangs on."""
    parts = split_method(decorator.func, near, ctx)
    router = ctx.symbols.resolve(parts[0], near) if parts else None
    given = argument(router, None, "default_response_class") if isinstance(router, Call) else None
    return ctx.symbols.path(given.value, near) if given else None


def _redirects(cls: str, ctx: Context) -> bool:
    base = classes.response_base(cls, ctx) if cls in ctx.symbols.classes else cls
    row = ctx.row(base)
    return row is not None and isinstance(row[1], RedirectCall)


def _at_exit(
    file: FileFacts,
    function: Function,
    way: Exit,
    decorator: Call,
    status: Arg | None,
    cls: str | None,
    reaches: tuple[Reach, ...],
    ctx: Context,
) -> Iterator[Site]:
    near = file.module
    place = Place(near, "fastapi", function.owner)
    known = responses(way.value, ctx, place) if way.value is not None else ()
    code = status_of(ctx.symbols.resolve(status.value, near), ctx.symbols, near) if status else None
    ways = tuple(narrowed(r, function, way, near, ctx.symbols) for r in reaches)
    if known:
        lost = [
            s
            for s in known
            if s.kind == "redirect" and s.written.how == "default" and s.module == near and s.status != code
        ]
        if status is not None and code in FOLLOWED and lost:
            sends = lost[0].status
            why = "the decorator's status is for returned data, and a response sends its own"
            remedy = f"pass status_code={code} to it"
            found = tuple(
                replace(s, ineffective=(Ineffective(status.span, code, sends, why, remedy, "decorator"),)) for s in lost
            )
            yield _site(file, function, way, found[0].span, found, ways)
        return
    if way.value is not None:
        unsure = may_be_response(way.value, function, ctx, near) if cls else not is_data(way.value, ctx, near)
        if unsure:
            return
    if cls is None and status is not None:
        has = _injected_location(function, way)
        sent = Sent(
            "fastapi", "status_code=", "declared", decorator.span, near, code,
            Written("decorator", status.span, near, status, status.value), None, has, decorator,
        )  # fmt: skip
        yield _site(file, function, way, decorator.span, (sent,), ways)
        return
    assert cls is not None
    yield _site(file, function, way, decorator.span, _returned(function, way, decorator, status, cls, near, ctx), ways)


def _returned(
    function: Function, way: Exit, decorator: Call, status: Arg | None, cls: str, near: str, ctx: Context
) -> tuple[Sent, ...]:
    """What `response_class=` makes of returned data."""
    basis = Sent(
        "fastapi", "response_class=", "declared", decorator.span, near, None, Written("default"), way.value, True,
        decorator, emptied=emptied(way.value, ctx),
    )  # fmt: skip
    for event in reversed(seen(function, way)):
        target = event.value
        if (
            event.kind == "store"
            and isinstance(target, Attr)
            and target.name == "status_code"
            and event.stored is not None
        ):
            written = Written("field", event.stored.span, near, None, event.stored)
            return tuple(
                replace(basis, status=c, path=p, written=written)
                for p, c in statuses_of(event.stored, ctx.symbols, near)
            )
    if status is not None:
        written = Written("decorator", status.span, near, status, status.value)
        codes = statuses_of(status.value, ctx.symbols, near)
        return tuple(replace(basis, status=c, path=p, written=written) for p, c in codes)
    made = responses(
        Call(Name(cls, decorator.span), (Arg(Lit("/", _NOTHING), _NOTHING, _NOTHING),), decorator.span, _NOTHING),
        ctx,
        Place(near),
    )
    how = "class" if cls in ctx.symbols.classes else "default"
    return tuple(replace(basis, status=s.status, written=replace(s.written, how=how)) for s in made)


def _injected_location(function: Function, way: Exit) -> bool | None:
    """Whether the response that FastAPI hands in may be given a Location before this exit."""
    for event in seen(function, way):
        target = event.value
        text = [v.value for v in _literals(target) if isinstance(v.value, str)]
        if any(t.lower() == "location" for t in text):
            return True
    has_response = any(p.name in ("response", "resp") or "Response" in str(p.annotation) for p in function.parameters)
    return None if has_response else False


def _literals(value: Value) -> Iterator[Lit]:
    return (v for v in within(value) if isinstance(v, Lit))


def _site(
    file: FileFacts, function: Function, way: Exit, span: Span, sent: tuple[Sent, ...], reaches: tuple[Reach, ...]
) -> Site:
    return Site(
        file.path, file.module, span, function, sent, reaches, way.kind, way.path, way.statement, way.comments,
        way.guards, tuple(seen(function, way)),
    )  # fmt: skip
