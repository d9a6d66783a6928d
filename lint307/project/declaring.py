"""Routes as they are declared: by decorators on functions and classes, and by calls such as `Route(...)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint307.core.facts import Class, FileFacts, Function
from lint307.core.sites import Route
from lint307.core.values import Attr, Call, Change, Lit, Name, Value, argument
from lint307.frameworks import BY_NAME, FRAMEWORKS
from lint307.frameworks.spec import At, Framework, RouteCall
from lint307.project import paths
from lint307.project.context import Context
from lint307.project.methods import tokens
from lint307.project.mounting import Tree
from lint307.project.objects import app_of, split_method

# Methods of an application that is a parameter: whose they are is told where no framework is imported.
_UNMISTAKABLE = frozenset({"add_url_rule", "add_api_route"})


def framework_of(base: Value, attribute: str, path: Value | None, near: str, ctx: Context) -> Framework | None:
    """Whose `attribute` this is: by the object, else by what the file imports when the call looks like a route."""
    known = app_of(base, near, ctx)
    if known is not None:
        return known
    found = ctx.symbols.resolve(base, near)
    if isinstance(found, Call) or not (isinstance(path, Lit) and isinstance(path.value, str)):
        return None
    if attribute != "route" and path.value and not path.value.startswith("/"):
        return None
    for name in ("fastapi", "quart", "flask", "ninja", "starlette"):
        if name in ctx.uses.get(near, frozenset()) and any(r.attribute == attribute for r in BY_NAME[name].routes):
            return BY_NAME[name]
    return None


def decorated(
    decorator: Value, function: Function | None, cls: Class | None, file: FileFacts, tree: Tree, ctx: Context
) -> Iterator[Route]:
    """The routes that a decorator declares for the function or the view class below it."""
    parts = split_method(decorator.func, file.module, ctx) if isinstance(decorator, Call) else None
    if parts is None or not isinstance(decorator, Call):
        return
    base, attribute = parts
    first = argument(decorator, 0, None) or argument(decorator, None, "path") or argument(decorator, None, "rule")
    framework = framework_of(base, attribute, first.value if first else None, file.module, ctx)
    row = next((r for r in framework.routes if r.attribute == attribute), None) if framework else None
    if framework is None or row is None:
        return
    default = row.default if cls is None else None
    methods = _methods(decorator, row.fixed, row.methods, default, file.module, ctx)
    own = argument(decorator, None, row.name) if row.name else None
    label = own.value.value if own and isinstance(own.value, Lit) and isinstance(own.value.value, str) else None
    if label is None:
        label = function.short if function is not None else _of_class(cls, base, file.module, ctx)
    rule = _text(decorator, row.path, file.module, ctx)
    old = argument(decorator, None, "deprecated")
    is_old = old is not None and isinstance(old.value, Lit) and bool(old.value.value)
    for way in tree.ways(ctx.identities.of_value(base, file.module)):
        yield Route(
            _full(way.prefix, rule, framework), methods, function.name if function else None, (f"{way.label}{label}",),
            framework.name, file.module, decorator.span, view=cls.name if cls else None,
            deprecated=is_old or way.deprecated, app=way.app, above=way.above,
        )  # fmt: skip


def _of_class(cls: Class | None, base: Value, near: str, ctx: Context) -> str:
    """The name of a route whose handler is a class; flask-restx writes it in small letters."""
    short = cls.name.rpartition(".")[2] if cls is not None else ""
    made = ctx.symbols.resolve(base, near)
    kind = (ctx.symbols.path(made.func, near) or "") if isinstance(made, Call) else ""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", short).lower() if kind.startswith("flask_rest") else short


def _full(prefix: str | None, rule: str | None, framework: Framework) -> str | None:
    if prefix is None or rule is None:
        return None
    braces = framework.name in ("fastapi", "starlette", "ninja")
    return paths.of_rule(f"{prefix.rstrip('/')}/{rule.lstrip('/')}" if rule or not prefix else prefix, braces=braces)


def _methods(
    call: Call, fixed: frozenset[str] | None, at: At | None, default: frozenset[str] | None, near: str, ctx: Context
) -> frozenset[str] | None:
    if fixed is not None:
        return fixed
    given = argument(call, at.position, at.keyword) if at else None
    if given is None:
        return default
    if isinstance(given.value, Lit) and given.value.value is None:
        return default
    named = tokens(given.value, ctx.symbols, near)
    return named | {"HEAD"} if named and "GET" in named and default and "HEAD" in default else named


def _text(call: Call, at: At, near: str, ctx: Context) -> str | None:
    given = argument(call, at.position, at.keyword)
    return paths.whole_text(given.value, ctx.symbols, near) if given else None


def called(call: Call, file: FileFacts, tree: Tree, ctx: Context) -> Iterator[Route]:
    """Routes declared by calls: `add_url_rule`, `add_api_route`, `Route(...)`, `app.route(path)(view)`."""
    found = _route_row(call, file.module, ctx)
    if found is None:
        return
    framework, row, base = found
    handler = argument(call, row.handler.position, row.handler.keyword)
    view = handled(handler.value, file.module, ctx) if handler else (None, None)
    name = _text(call, row.name, file.module, ctx) if row.name else None
    rule = _text(call, row.path, file.module, ctx)
    short = name or (view[0] or "").rpartition(".")[2] or _as_view_name(handler.value if handler else None)
    methods = _methods(call, None, row.methods, None if view[1] else row.default, file.module, ctx)
    owner = ctx.identities.of_value(base if base is not None else call, file.module)
    for way in tree.ways(owner):
        yield Route(
            _full(way.prefix, rule, framework), methods, view[0], (f"{way.label}{short}",), framework.name,
            file.module, call.span, view=view[1], deprecated=way.deprecated, app=way.app, above=way.above,
        )  # fmt: skip


def _route_row(call: Call, near: str, ctx: Context) -> tuple[Framework, RouteCall, Value | None] | None:
    path = ctx.symbols.path(call.func, near)
    parts = split_method(call.func, near, ctx)
    for framework in FRAMEWORKS:
        for row in framework.route_calls:
            if not row.is_attribute and path in row.names and framework.name != "django":
                return framework, row, None
            if row.is_attribute and parts is not None and parts[1] in row.names:
                owner = app_of(parts[0], near, ctx)
                used = ctx.uses.get(near) or (ctx.used if parts[1] in _UNMISTAKABLE else frozenset())
                if (owner is not None and row in owner.route_calls) or (owner is None and framework.name in used):
                    return owner or framework, row, parts[0]
    return None


def handled(value: Value, near: str, ctx: Context) -> tuple[str | None, str | None]:
    """The function, or else the view class, that a route's handler argument names, be it through decorators."""
    found = ctx.symbols.resolve(value, near)
    if isinstance(found, Change):
        found = found.base
    if isinstance(found, Name):
        if found.path in ctx.symbols.classes:
            return None, found.path
        return (found.path, None) if found.path in ctx.symbols.functions else (None, None)
    if isinstance(found, Attr):
        cls = ctx.identities.class_of(found.base, near)
        return (ctx.symbols.method(cls, found.name) if cls else None), None
    if isinstance(found, Call):
        parts = split_method(found.func, near, ctx)
        if parts is not None and parts[1] == "as_view":
            cls = ctx.symbols.path(parts[0], near)
            return None, cls
        inner = [handled(a.value, near, ctx) for a in found.args if isinstance(a.value, (Name, Call, Attr))]
        return next((i for i in inner if i != (None, None)), (None, None))
    return None, None


def _as_view_name(value: Value | None) -> str:
    first = argument(value, 0, "name") if isinstance(value, Call) else None
    return first.value.value if first and isinstance(first.value, Lit) and isinstance(first.value.value, str) else ""
