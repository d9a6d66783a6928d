"""Applications beside the known routes, which may answer a path that no known route answers with a method."""

from __future__ import annotations

from lint307.core.facts import FileFacts
from lint307.core.sites import Route
from lint307.core.values import Call, Name, Value, dotted
from lint307.project.context import Context
from lint307.project.objects import app_of

# Web frameworks whose routes are not read: web.py and others.
_FOREIGN = frozenset(
    "web tornado bottle pyramid falcon cherrypy sanic litestar blacksheep webapp2 turbogears tg aiohttp.web".split()
)


def is_shared(package: str, ctx: Context) -> bool:
    """Whether a package ("": all there is) mounts an application that is not known, or uses another framework."""
    inside = [f for f in ctx.symbols.files.values() if not package or f"{f.module}.".startswith(f"{package}.")]
    return any(_mounts(file, ctx) or _is_foreign(file, ctx) for file in inside)


def is_loose(route: Route, ctx: Context) -> bool:
    """Whether the topmost object that a route hangs on is a part of an application, and none is seen to take it."""
    if route.app is not None or not route.above:
        return False
    made = ctx.symbols.resolve(Name(route.above[-1], route.span), route.module)
    path = ctx.symbols.path(made.func, route.module) if isinstance(made, Call) else None
    return (path or "").rpartition(".")[2] in ("APIRouter", "Router", "Blueprint")


def _mounts(file: FileFacts, ctx: Context) -> bool:
    return any(
        dotted(r.call.func).rpartition(".")[2] in ("mount", "Mount")
        and not any(_is_known(a.value, a.keyword, file.module, ctx) for a in r.call.args)
        for r in file.registrations
    )


def _is_known(value: Value, keyword: str | None, near: str, ctx: Context) -> bool:
    """Whether what is mounted is an application or a list of routes that is known, or files that answer GET."""
    if keyword == "routes" or (isinstance(value, Call) and dotted(value.func).rpartition(".")[2] == "StaticFiles"):
        return True
    return app_of(value, near, ctx) is not None


def _is_foreign(file: FileFacts, ctx: Context) -> bool:
    """Whether a file imports another web framework, and not a module of the project with its name."""
    named = {name for i in file.imports for name in (i.module or i.name, f"{i.module}.{i.name}")}
    return any(
        (name if name in _FOREIGN else name.partition(".")[0]) in _FOREIGN
        and ctx.symbols.module(name.partition(".")[0], file.module) is None
        for name in named
    )
