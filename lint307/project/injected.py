"""FastAPI's injected response: a status set on it counts when the route returns data, and is lost otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lint307.core.facts import Event, Exit, FileFacts, Function
from lint307.core.http import FOLLOWED
from lint307.core.sites import Ineffective, Reach, Sent, Site, Written
from lint307.core.values import Attr, Call, Change, Item, Param, Value, within
from lint307.project.callers import annotation
from lint307.project.context import Context
from lint307.project.declared import returns_redirects
from lint307.project.forms import Place, responses
from lint307.project.locations import Unclear, is_location, location_argument
from lint307.project.reach import Reaches, narrowed, seen
from lint307.project.statuses import statuses_of


def injected(file: FileFacts, function: Function, reaches: Reaches, ctx: Context) -> Iterator[Site]:
    """The sites at which a route or a dependency sets a redirect's status on the response that it is handed."""
    sets = any(_field(event) == "status_code" for event in function.events)
    name = _parameter(function, file.module, ctx) if sets else None
    if name is None:
        return
    ways = reaches.of(file, function)
    served = tuple(r for r in ways if r.framework == "fastapi" and r.kind in ("route", "dependency"))
    if not served or returns_redirects(function, file.module, ctx):
        return
    for way in function.exits:
        if way.kind not in ("return", "end"):
            continue
        happened = (e for index, e in enumerate(function.events) if way.seen >> index & 1)
        before = [e for e in happened if _is_on(e, name, function)]
        store = next((e for e in reversed(before) if _field(e) == "status_code" and e.stored is not None), None)
        if store is None or store.stored is None:
            continue
        codes = statuses_of(store.stored, ctx.symbols, file.module)
        if any(code in FOLLOWED for _, code in codes):
            yield from _at_exit(file, function, way, store, before, served, ctx)


def _at_exit(
    file: FileFacts, function: Function, way: Exit, store: Event, before: list[Event], reaches: tuple[Reach, ...],
    ctx: Context,
) -> Iterator[Site]:  # fmt: skip
    assert store.stored is not None
    near, span = file.module, store.span
    written = Written("field", store.stored.span, near, None, store.stored)
    codes = statuses_of(store.stored, ctx.symbols, near)
    own = way.value is not None and not _returns_it(way.value)
    returned = responses(way.value, ctx, Place(near, "fastapi", function.owner)) if own and way.value else ()
    if returned:
        sends = returned[0].status
        if any(r.kind == "dependency" for r in reaches) or sends == codes[0][1] or returned[0].module != near:
            return
        why = "the injected response's status is for returned data, and a response sends its own"
        lost = Ineffective(
            store.stored.span, codes[0][1], sends, why, f"pass status_code={codes[0][1]} to it", "injected"
        )
        found = tuple(replace(s, ineffective=(lost,)) for s in returned if s.kind == "redirect")
        span = found[0].span if found else span
    else:
        where = _location(before, ctx, near)
        has = None if isinstance(where, Unclear) else where is not None
        location = None if isinstance(where, Unclear) else where
        found = tuple(
            Sent("fastapi", "response.status_code", "response", span, near, code, written, location, has, None, path)
            for path, code in codes
        )
    if found:
        ways = tuple(narrowed(r, function, way, near, ctx.symbols) for r in reaches)
        yield Site(
            file.path, near, span, function, found, ways, way.kind, way.path, way.statement, way.comments, way.guards,
            tuple(seen(function, way)),
        )  # fmt: skip


def _parameter(function: Function, near: str, ctx: Context) -> str | None:
    """The parameter that FastAPI fills with the response to come."""
    for parameter in function.parameters:
        if parameter.annotation is not None:
            meant, module = annotation(parameter.annotation, near, ctx)
            path = ctx.symbols.path(meant, module) or ""
            if path in ("fastapi.Response", "fastapi.responses.Response", "starlette.responses.Response"):
                return parameter.name
    return None


def _is_on(event: Event, name: str, function: Function) -> bool:
    """Whether something is done to the parameter."""
    return any(isinstance(p, Param) and p.name == name and p.owner == function.name for p in within(event.value))


def _field(event: Event) -> str:
    return event.value.name if event.kind == "store" and isinstance(event.value, Attr) else ""


def _returns_it(value: Value) -> bool:
    while isinstance(value, Change):
        value = value.base
    return isinstance(value, Param)


def _location(before: list[Event], ctx: Context, near: str) -> Value | Unclear | None:
    """The Location that is put on the response; None when there is surely none."""
    found: Value | Unclear | None = None
    for event in before:
        value = event.value
        if event.kind == "store" and isinstance(value, Item):
            known = is_location(ctx.symbols.resolve(value.key, near))
            found = event.stored if known else Unclear() if known is None and found is None else found
        elif isinstance(value, Call) and isinstance(value.func, Attr) and isinstance(value.func.base, Attr):
            given = location_argument(value.args, ctx.symbols, near)
            found = given if given is not None else found
        elif isinstance(value, Call) and not isinstance(value.func, Attr):
            found = found or Unclear()  # it was handed to something that may do anything
    return found
