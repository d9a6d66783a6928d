"""References to routes that only redirect permanently: calls of `url_for`, `reverse` and their like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lint307.core.facts import FileFacts, Function
from lint307.core.http import PERMANENT
from lint307.core.sites import Case, Reach, Route, Sent, Site, Target, Written
from lint307.core.text import Span
from lint307.core.values import Attr, Call, Item, Lit, Op, Value, argument, dotted, within
from lint307.project.cases import Cases
from lint307.project.targets import Here, target_of
from lint307.project.wrappers import only_tells

# What a Location that is the same for every request may call.
_ADDRESSING = frozenset({"resolve_url", "str"})
NAMING = frozenset({"url_for", "url_path_for", "reverse", "reverse_lazy", "redirect"})


def references(cases: Cases, file: FileFacts) -> Iterator[Case]:
    """One case for each reference in a file, with the route that is meant now as its target."""
    for function in file.functions:
        for event in function.events:
            if isinstance(event.value, Call) and dotted(event.value.func).rpartition(".")[2] in NAMING:
                yield from _reference(event.value, function, file, cases)
    for site in cases.sites(file.module):
        for sent in site.sent:
            match sent.location:
                case Lit(value=str() as text, span=span) as written if text.startswith("/") and not sent.via:
                    if site.span.holds(span):
                        yield from _leading(written, site.span, site.function, sent, file, cases)


def _reference(call: Call, function: Function, file: FileFacts, cases: Cases) -> Iterator[Case]:
    program = cases.program
    path = program.ctx.symbols.path(call.func, file.module) or dotted(call.func)
    name = argument(call, 0, {"url_for": "endpoint"}.get(path.rpartition(".")[2]))
    if (
        name is None
        or not isinstance(name.value, Lit)
        or not isinstance(name.value.value, str)
        or name.value.value.startswith(".")
    ):
        return
    is_name = path == "django.shortcuts.redirect"
    sent = Sent(
        "", path, "reference", name.span, file.module, None, Written("default"), name.value, True, call,
        by_name=is_name,
    )  # fmt: skip
    yield from _leading(name.value if is_name else call, call.span, function, sent, file, cases)


def _leading(
    target: Value, span: Span, function: Function, sent: Sent, file: FileFacts, cases: Cases
) -> Iterator[Case]:
    """The case of what leads to a route that has moved."""
    program = cases.program
    old = target_of(target, sent, Here(program.routes, program.ctx, file.module))
    if old.kind != "route" or old.changed or len(old.routes) != 1:
        return
    new = moved_to(old.routes[0], cases)
    if (
        new is None
        or new.kind != "route"
        or len(new.routes) != 1
        or not new.routes[0].names
        or new.routes == old.routes
    ):
        return
    sent = replace(sent, kind="reference", status=None, ineffective=())
    site = Site(file.path, file.module, span, function, (sent,), (), "reference", statement=span)
    yield Case(site, sent, Reach("helper", chain=(function,), route=old.routes[0]), frozenset(), new)


def moved_names(cases: Cases) -> frozenset[str]:
    """The names of all routes that have moved."""
    functions = cases.program.ctx.symbols.functions
    routes = (r for r in cases.program.routes.all if any(r.names) and r.handler in functions)
    return frozenset(name for route in routes if moved_to(route, cases) is not None for name in route.names if name)


def moved_to(route: Route, cases: Cases) -> Target | None:
    """Where a route has moved to: its handler does nothing but redirect there, permanently."""
    ctx = cases.program.ctx
    if route.handler is None or route.handler not in ctx.symbols.functions:
        return None
    file, function = ctx.symbols.functions[route.handler]
    ways = [w for w in function.exits if w.kind in ("return", "raise", "end")]
    if len(ways) != 1 or ways[0].path:
        return None
    for site in cases.sites(file.module):
        if (
            site.function.name == function.name
            and site.exit == "return"
            and len(site.sent) == 1
            and site.sent[0].status in PERMANENT
            and _only_redirects(site)
        ):
            here = next((r for r in site.reaches if r.route is not None and r.route.path == route.path), None)
            return cases.target(site, site.sent[0], replace(here, route=None)) if here is not None else None
    return None


def _only_redirects(site: Site) -> bool:
    """Whether a handler does nothing on its way, and leads to the same place whoever asks and whenever."""
    acts = (e.kind in ("store", "delete") or (e.discarded and not only_tells(e.value)) for e in site.events)
    location = site.sent[0].location
    return not any(acts) and (location is None or all(map(_is_fixed, within(location))))


def _is_fixed(part: Value) -> bool:
    match part:
        case Call(func=func):
            return dotted(func).rpartition(".")[2] in NAMING | _ADDRESSING
        case Attr(name=name):
            return name in NAMING | {"path_params", "view_args"}
        case Item(base=base):
            return dotted(base).rpartition(".")[2] in ("kwargs", "view_args", "path_params")
        case Op():
            return False
    return True
