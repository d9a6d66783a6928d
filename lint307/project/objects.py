"""What routes hang on: applications, blueprints and routers, however they are made."""

from __future__ import annotations

from lint307.core.values import Attr, Call, Change, Name, Value, dotted
from lint307.frameworks import FRAMEWORKS
from lint307.frameworks.spec import Framework
from lint307.project.context import Context

_APP_NAMES = {
    name: f
    for f in reversed(FRAMEWORKS)
    for app in f.apps
    if (name := app.rpartition(".")[2]) not in ("Router", "Api", "Namespace")
}


_MAKERS = frozenset(app.rpartition(".")[2] for f in FRAMEWORKS for app in f.apps)


def app_of(value: Value, near: str, ctx: Context) -> Framework | None:
    """The framework of an application, blueprint or router."""
    found = ctx.symbols.resolve(value, near)
    while isinstance(found, Change):
        found = found.base
    kept = ctx.identities.field(found, near) if isinstance(found, Attr) else None
    if kept is not None:
        return app_of(kept[1], kept[0], ctx) if isinstance(kept[1], (Call, Change)) else None
    made = _maker(found, near, ctx) if isinstance(found, Call) else None
    if made is None:
        return None
    if made.rpartition(".")[2] in _APP_NAMES and made not in ctx.symbols.classes and _is_inside(made, near, ctx):
        return _APP_NAMES[made.rpartition(".")[2]]
    line = ctx.symbols.lineage(made) if made in ctx.symbols.classes else (made,)
    for cls in line:
        for framework in FRAMEWORKS:
            if cls in framework.apps:
                return framework
    return None


def is_maker(call: Call, ctx: Context) -> bool:
    """Whether the name of what is called is a framework's for an application, or that of a known class."""
    name = dotted(call.func)
    return name.rpartition(".")[2] in _MAKERS or (isinstance(call.func, Name) and name in ctx.symbols.classes)


def _maker(call: Call, near: str, ctx: Context) -> str | None:
    """The dotted name of what is called; a class that the project makes by a call keeps the name of its variable."""
    path = ctx.symbols.path(call.func, near)
    return path or (call.func.path if isinstance(call.func, Name) else None)


def _is_inside(path: str, near: str, ctx: Context) -> bool:
    holder = path.rpartition(".")[0]
    return holder in ctx.symbols.modules.names or ctx.symbols.module(holder, near) is not None


def split_method(func: Value, near: str, ctx: Context) -> tuple[Value, str] | None:
    """`app.route` as the object and the attribute, whether it is a module's variable or a local one.

    `app.middleware("http")` that is called in turn counts as `app.middleware`.
    """
    if isinstance(func, Call):
        func = func.func
    if isinstance(func, Attr):
        return func.base, func.name
    if isinstance(func, Name) and "." in func.path:
        base, _, name = func.path.rpartition(".")
        return Name(base, func.span), name
    return None
