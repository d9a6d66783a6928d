"""Where a redirect leads: a route of the project, the request's own URL, or somewhere that is not known."""

from __future__ import annotations

from typing import NamedTuple

from lint307.core.sites import UNKNOWN_TARGET, Route, Sent, Target
from lint307.core.values import Call, Choice, Lit, Name, Op, Text, Value, argument, dotted
from lint307.project import areas, paths
from lint307.project.context import Context
from lint307.project.declaring import handled
from lint307.project.requests import request_url
from lint307.project.routes import Routes, of_app

REVERSES = frozenset(
    "django.urls.reverse django.urls.reverse_lazy django.urls.base.reverse django.urls.base.reverse_lazy"
    " django.shortcuts.reverse django.core.urlresolvers.reverse"
    " rest_framework.reverse.reverse rest_framework.reverse.reverse_lazy".split()
)
_LONGEST_PREFIX = 2
_URL_FORS = frozenset({"flask.url_for", "quart.url_for", "flask.helpers.url_for"})


UNKNOWN = UNKNOWN_TARGET


class Here(NamedTuple):
    """Where a Location is written.

    blueprints  the names of the site's own blueprints, for `url_for(".x")`
    app         the application that sends it; None when it is not known
    """

    routes: Routes
    ctx: Context
    near: str
    blueprints: tuple[str, ...] = ()
    app: str | None = None


def target_of(value: Value | None, sent: Sent, here: Here) -> Target:
    """Where a Location leads."""
    if value is None:
        return UNKNOWN
    kind = request_url(value, here.ctx, here.near)
    if kind is not None:
        routes = areas.below(value, here.routes.all) if kind == "rewritten" else ()
        text = "the rewritten URL" if kind == "rewritten" else "the request's own URL"
        return Target(kind, text, routes, changed=kind != "same")
    named = _django_name(value, here) if sent.by_name else None
    return named or _url(value, here)


def _django_name(value: Value, here: Here) -> Target | None:
    found = here.ctx.symbols.resolve(value, here.near)
    name = paths.whole_text(found, here.ctx.symbols, here.near)
    if name is not None and name in here.routes.by_name:
        return _named(name, here)
    if isinstance(found, Name) and found.path in here.ctx.symbols.functions:
        return _all(here.routes.by_handler.get(found.path, []), here, found.path.rpartition(".")[2])
    return None


def _url(value: Value, here: Here) -> Target:
    found = here.ctx.symbols.resolve(value, here.near)
    match found:
        case Choice(options=options):
            each = {_url(o.value, here) for o in options}
            return each.pop() if len(each) == 1 else UNKNOWN
        case Lit() | Text():
            return _literal(found, here)
        case Call():
            return _called(found, here)
        case Op(sign="+", operands=operands, span=span):
            return _literal(Text(operands, span), here)
        case Op(sign="or", operands=operands):
            return UNKNOWN if len(operands) > 1 else _url(operands[0], here)
    return UNKNOWN


def _called(call: Call, here: Here) -> Target:
    ctx, near, routes = here.ctx, here.near, here.routes
    path = ctx.symbols.path(call.func, near) or ""
    last = dotted(call.func).rpartition(".")[2]
    first = argument(call, 0, {"url_for": "endpoint", "url_path_for": "name"}.get(last, "viewname"))
    if path in REVERSES or path in _URL_FORS or last in ("url_for", "url_path_for"):
        view = ctx.symbols.resolve(first.value, near) if first else None
        name = paths.whole_text(view, ctx.symbols, near) if view is not None else None
        if name is not None:
            return _endpoint(name, path in REVERSES, here)
        if isinstance(view, Name) and path in REVERSES:
            function, cls = handled(view, near, ctx)
            return _all(routes.by_handler.get(function or "", []) or routes.by_view.get(cls or "", []), here, view.path)
        return UNKNOWN
    if path == "django.shortcuts.resolve_url" and call.args:
        named = _django_name(call.args[0].value, here)
        return named or _url(call.args[0].value, here)
    if path in ("builtins.str", "builtins.format") and call.args:
        return _url(call.args[0].value, here)
    return UNKNOWN


def _endpoint(name: str, is_django: bool, here: Here) -> Target:
    if is_django or ":" in name:
        return _named(name, here)
    if name.startswith("."):
        found = {_named(f"{b}{name}".lstrip("."), here) for b in here.blueprints or ("",)}
        return found.pop() if len(found) == 1 else UNKNOWN
    return _named(name, here)


def _named(name: str, here: Here) -> Target:
    return _all(here.routes.by_name.get(name, []), here, name)


def _all(found: list[Route], here: Here, text: str) -> Target:
    """All routes of a name; in doubt when they belong to several handlers on different paths."""
    found = of_app(found, here.app)
    handlers = {r.handler or r.view for r in found}
    if not found or (len(handlers) > 1 and len({r.path for r in found}) > 1):
        return UNKNOWN
    shown = found[0].path or text
    return Target("route", shown, tuple(found), found[0].path)


def _literal(value: Value, here: Here) -> Target:
    if isinstance(value, Text) and value.parts and not isinstance(value.parts[0], Lit):
        if isinstance(here.ctx.symbols.resolve(value.parts[0], here.near), Lit):
            return _literal_path(value, here)  # `f"{PREFIX}/orders"`
        head = _url(value.parts[0], here)
        if head.kind in ("unknown", "path"):
            return _literal_path(value, here)
        rest = value.parts[1] if len(value.parts) > 1 else None
        if head.kind == "route" and isinstance(rest, Lit) and str(rest.value)[:1] in ("?", "#"):
            return Target(head.kind, head.text, head.routes, head.path, changed=True)
        return UNKNOWN
    return _literal_path(value, here)


def _literal_path(value: Value, here: Here) -> Target:
    path = paths.of_value(value, here.ctx.symbols, here.near)
    if path is None or path == "/<>":
        return UNKNOWN
    found = [r for r in here.routes.at(path, here.app) if "<" not in path or paths.closeness(r.path or "") > 0]
    handlers = {r.handler or r.view for r in found}
    exact = len({r.path for r in found}) <= 1
    known = tuple(found) if found and (exact or len(handlers) == 1) else ()
    changed = _has_query(value)
    return Target("route" if known else "path", path, known or _behind_prefix(path, here), path, changed)


def _behind_prefix(path: str, here: Here) -> tuple[Route, ...]:
    """The routes of one handler that a path may mean below a prefix of which the code does not know: a proxy's."""
    segments = path.split("/")[1:]
    for count in range(1, min(len(segments) - 1, _LONGEST_PREFIX + 1)):
        found = here.routes.at("/" + "/".join(segments[count:]), here.app)
        found = [r for r in found if paths.closeness(r.path or "") > 0]
        if found and len({r.handler or r.view for r in found}) == 1:
            return tuple(found)
    return ()


def _has_query(value: Value) -> bool:
    texts = [value] if isinstance(value, Lit) else value.parts if isinstance(value, Text) else []
    return any(isinstance(t, Lit) and isinstance(t.value, str) and ("?" in t.value or "#" in t.value) for t in texts)
