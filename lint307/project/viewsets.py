"""The routes of Django REST framework's routers: what `router.register` makes of a view set."""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.facts import Function
from lint307.core.sites import Route
from lint307.core.values import Attr, Call, Lit, Name, Op, Seq, Value, argument, dotted
from lint307.frameworks.drf import ACTIONS
from lint307.project import paths, views
from lint307.project.context import Context
from lint307.project.objects import split_method

_LISTING, _DETAIL = ("list", "create"), ("retrieve", "update", "partial_update", "destroy")
_MIXINS = {
    "CreateModelMixin": ("create",), "ListModelMixin": ("list",), "RetrieveModelMixin": ("retrieve",),
    "UpdateModelMixin": ("update", "partial_update"), "DestroyModelMixin": ("destroy",),
    "ReadOnlyModelViewSet": ("list", "retrieve"), "ModelViewSet": (*_LISTING, *_DETAIL),
    "GenericViewSet": (), "ViewSet": (), "ViewSetMixin": (), "APIView": (), "GenericAPIView": (), "View": (),
}  # fmt: skip


def routes(
    router: Value, near: str, prefix: str | None, names: tuple[str, ...], app: str | None, ctx: Context
) -> Iterator[Route]:
    """The routes of everything that is registered with a router."""
    identity = ctx.identities.of_value(router, near)
    for module, file in ctx.symbols.files.items():
        for registration in file.registrations:
            call = registration.call
            parts = split_method(call.func, module, ctx) if dotted(call.func).endswith(".register") else None
            if parts is None or parts[1] != "register" or identity is None:
                continue
            if ctx.identities.of_value(parts[0], module) == identity:
                end = "" if _has_no_slash(router, near, ctx) else "/"
                yield from _registered(call, module, prefix, names, end, app, ctx)


def routers(value: Value, near: str, ctx: Context) -> Iterator[Value]:
    """The routers whose `urls` a list of patterns is, or takes in: `[*router.urls, …]`, `router.urls + […]`."""
    match value:
        case Op(sign="+" | "*", operands=values) | Seq(items=values):
            for part in values:
                yield from () if isinstance(part, Call) else routers(part, near, ctx)
        case Attr() | Name():
            parts = split_method(value, near, ctx)
            if parts is not None and parts[1] == "urls":
                yield parts[0]


def _has_no_slash(router: Value, near: str, ctx: Context) -> bool:
    made = ctx.symbols.resolve(router, near)
    given = argument(made, None, "trailing_slash") if isinstance(made, Call) else None
    return given is not None and isinstance(given.value, Lit) and given.value.value is False


def _registered(
    call: Call, near: str, prefix: str | None, names: tuple[str, ...], end: str, app: str | None, ctx: Context
) -> Iterator[Route]:
    where, view = argument(call, 0, "prefix"), argument(call, 1, "viewset")
    cls = ctx.symbols.path(view.value, near) if view else None
    rule = paths.whole_text(where.value, ctx.symbols, near) if where else None
    if cls is None or rule is None:
        return
    given = argument(call, 2, "basename") or argument(call, None, "base_name")
    label = paths.whole_text(given.value, ctx.symbols, near) if given else _model_of(cls, ctx)
    whole = None if prefix is None else prefix + paths.of_pattern(rule)
    listing = None if whole is None else f"{whole}{end}"
    detail = None if whole is None else f"{whole}/<>{end}"
    known = tuple(f"{n}{label}-" for n in names) if label else ()
    for path, name, actions in ((listing, "list", _LISTING), (detail, "detail", _DETAIL)):
        methods = _methods(cls, actions, ctx)
        if methods != frozenset():
            yield Route(path, methods, None, tuple(f"{k}{name}" for k in known), "drf", near, call.span, cls, app=app)
    for function, action in _extra(cls, ctx):
        on_one, path, name = _said(action, function)
        base = whole if not on_one or whole is None else f"{whole}/<>"
        methods = views.restricted(function, ctx.symbols.functions[function.name][0].module, ctx)
        yield Route(
            None if base is None else f"{base}/{path}{end}", methods, function.name, tuple(f"{k}{name}" for k in known),
            "drf", near, call.span, app=app,
        )  # fmt: skip


def _model_of(cls: str, ctx: Context) -> str | None:
    """The name that a router takes from the view set's `queryset`: that of the model."""
    queryset = ctx.symbols.class_attribute(cls, "queryset", "")
    owner = dotted(queryset).partition(".objects")[0].rpartition(".")[2] if queryset is not None else ""
    return owner.lower() if owner.isidentifier() else None


def _methods(cls: str, actions: tuple[str, ...], ctx: Context) -> frozenset[str] | None:
    """The methods that a view set answers by some actions; None when an ancestor outside may add some."""
    found: frozenset[str] = frozenset()
    for ancestor in ctx.symbols.lineage(cls):
        if ancestor in ctx.symbols.classes:
            own = [m for m, _ in ctx.symbols.classes[ancestor][1].methods]
        else:
            last = ancestor.rpartition(".")[2]
            if last not in _MIXINS and ancestor != "builtins.object":
                return None
            own = list(_MIXINS.get(last, ()))
        found = found.union(*(ACTIONS[a] for a in own if a in actions))
    return found | {"HEAD", "OPTIONS"} if "GET" in found else found | {"OPTIONS"} if found else found


def _extra(cls: str, ctx: Context) -> Iterator[tuple[Function, Call]]:
    """The methods of a view set that `@action` makes routes, with the decorator."""
    seen: set[str] = set()
    for ancestor in ctx.symbols.lineage(cls):
        own = ctx.symbols.classes[ancestor][1].methods if ancestor in ctx.symbols.classes else ()
        for short, name in own:
            if short in seen or name not in ctx.symbols.functions:
                continue
            seen.add(short)
            file, function = ctx.symbols.functions[name]
            for decorator in function.decorators:
                if isinstance(decorator, Call) and ctx.symbols.path(decorator.func, file.module) in (
                    "rest_framework.decorators.action", "rest_framework.decorators.detail_route",
                    "rest_framework.decorators.list_route",
                ):  # fmt: skip
                    yield function, decorator


def _said(action: Call, function: Function) -> tuple[bool, str, str]:
    """Whether an `@action` is about one object, its path and its name."""
    detail, path, name = (argument(action, None, k) for k in ("detail", "url_path", "url_name"))
    on_one = bool(detail and isinstance(detail.value, Lit) and detail.value.value)
    on_one = on_one or dotted(action.func).endswith("detail_route")
    url = path.value.value if path and isinstance(path.value, Lit) and isinstance(path.value.value, str) else None
    label = name.value.value if name and isinstance(name.value, Lit) and isinstance(name.value.value, str) else None
    return on_one, paths.of_pattern(url or function.short), label or function.short.replace("_", "-")
