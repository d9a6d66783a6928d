"""Django's URLconfs: `urlpatterns` with `path`, `re_path`, `include`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lint307.core.sites import Route
from lint307.core.values import Attr, Call, Lit, Name, Seq, Value, argument
from lint307.frameworks.django import BUILT_IN_ROUTES
from lint307.project import paths, views, viewsets
from lint307.project.context import Context
from lint307.project.declaring import handled
from lint307.project.objects import app_of, split_method
from lint307.project.origins import origin
from lint307.project.patterns import include_target, items_of

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Below:
    """What is before a pattern: the path and the beginnings of the names; `app` is the URLconf at the root."""

    prefix: str | None
    names: tuple[str, ...]
    app: str | None


@dataclass(frozen=True, slots=True)
class Mounted:
    """An application of Django Ninja, the path at which it hangs, and the URLconf at the root."""

    identity: str
    prefix: str | None
    app: str | None


def routes(ctx: Context) -> Iterator[Route | Mounted]:
    """The routes of every URLconf that no other one includes, with those it includes."""
    outermost, roots = _outermost(ctx)
    for module in outermost:
        known = module in roots if roots else len(outermost) <= 1
        yield from _conf(module, Below("/" if known else None, ("",), module if known and roots else None), ctx, 0)


def rootless(ctx: Context) -> tuple[str, ...]:
    """The outermost URLconfs where no settings say which of them is the root."""
    outermost, roots = _outermost(ctx)
    return () if roots else tuple(outermost)


def _outermost(ctx: Context) -> tuple[list[str], set[str]]:
    """The URLconfs that no other one includes, and which of all are roots."""
    confs = {m for m, file in ctx.symbols.files.items() if "urlpatterns" in file.bindings}
    included = {i for m in confs for v in ctx.symbols.given(m, "urlpatterns") for i in _included(v, m, ctx)}
    return sorted(confs - included) or sorted(confs), _roots(ctx) & confs


def _roots(ctx: Context) -> set[str]:
    """The URLconfs that some settings name as `ROOT_URLCONF`: only there paths begin at the host."""
    found = set()
    for module, file in ctx.symbols.files.items():
        for value in file.bindings.get("ROOT_URLCONF", ()):
            if isinstance(value, Lit) and isinstance(value.value, str):
                found.add(ctx.symbols.module(value.value, module) or "")
    return found


def _included(value: Value, near: str, ctx: Context) -> Iterator[str]:
    for item, module in items_of(value, near, ctx):
        view = argument(item, 1, "view")
        target = include_target(view.value, module, ctx) if view else None
        if isinstance(target, str):
            yield target
        elif (named := origin(target, module, ctx.symbols) if isinstance(target, Name) else None) is not None:
            module, _, name = named.rpartition(".")
            yield from (
                [module] if name == "urlpatterns" and module != near else []
            )  # `include((pages.urlpatterns, "x"))`


def _conf(module: str, below: Below, ctx: Context, depth: int) -> Iterator[Route | Mounted]:
    for value in ctx.symbols.given(module, "urlpatterns"):
        yield from _patterns(value, module, below, ctx, depth)


def _patterns(value: Value, near: str, below: Below, ctx: Context, depth: int) -> Iterator[Route | Mounted]:
    if depth > _DEEPEST:
        return
    for router in viewsets.routers(value, near, ctx):
        yield from viewsets.routes(router, near, below.prefix, below.names, below.app, ctx)
    for item, module in items_of(value, near, ctx):
        near = module
        where, view = argument(item, 0, "route"), argument(item, 1, "view")
        if where is None or view is None:
            continue
        rule = ctx.symbols.resolve(where.value, near)
        text = rule.value if isinstance(rule, Lit) and isinstance(rule.value, str) else None
        regular = not (ctx.symbols.path(item.func, near) or "").endswith(".path")
        piece = None if text is None else paths.of_pattern(text) if regular else paths.of_rule(text, braces=False)
        full = None if below.prefix is None or piece is None else below.prefix + piece
        here = replace(below, prefix=full)
        api = _api(view.value, near, ctx)
        if api is not None:
            yield Mounted(api, full, below.app)
            continue
        built_in = _built_in(view.value, near, ctx)
        if built_in is not None and ctx.since("django", "5.0"):
            for path, name, methods in built_in[1]:
                known = tuple(f"{n}{built_in[0]}{name}" for n in below.names)
                yield Route(
                    None if full is None else full + path,
                    methods,
                    None,
                    known,
                    "django",
                    near,
                    item.span,
                    app=below.app,
                )
        target = include_target(view.value, near, ctx)
        if target is not None:
            inner = replace(here, names=_namespaces(view.value, target, near, below.names, ctx))
            if isinstance(target, str):
                yield from _conf(target, inner, ctx, depth + 1)
            else:
                yield from _patterns(target, near, inner, ctx, depth + 1)
            continue
        yield _route(item, view.value, near, here, ctx)


def _api(view: Value, near: str, ctx: Context) -> str | None:
    """The identity of a Ninja application whose `urls` stand where a view would."""
    parts = split_method(view, near, ctx)
    framework = app_of(parts[0], near, ctx) if parts is not None and parts[1] == "urls" else None
    is_ninja = parts is not None and framework is not None and framework.name == "ninja"
    return ctx.identities.of_value(parts[0], near) if parts is not None and is_ninja else None


def _built_in(view: Value, near: str, ctx: Context) -> tuple[str, tuple[tuple[str, str, frozenset[str]], ...]] | None:
    """The routes that Django itself brings where `include("django.contrib.auth.urls")` or `admin.site.urls` stands."""
    if isinstance(view, Call):
        given = argument(view, 0, "arg")
        module = given.value.value if given and isinstance(given.value, Lit) else None
        return BUILT_IN_ROUTES.get(module) if isinstance(module, str) else None
    found = ctx.symbols.resolve(view, near)
    if isinstance(found, Attr) and found.name == "urls" and isinstance(found.base, Call):
        made = ctx.symbols.path(found.base.func, near) or ""
        if any(c.endswith(".AdminSite") for c in ctx.symbols.lineage(made)):
            return BUILT_IN_ROUTES["django.contrib.admin.site.urls"]
    return BUILT_IN_ROUTES.get(ctx.symbols.path(view, near) or "")


def _route(item: Call, view: Value, near: str, here: Below, ctx: Context) -> Route:
    function, cls = handled(view, near, ctx)
    name = argument(item, 3, "name")
    label = name.value.value if name and isinstance(name.value, Lit) else None
    known = tuple(f"{n}{label}" for n in here.names) if isinstance(label, str) else ()
    allowed = views.let_through(view, near, ctx)
    return Route(here.prefix, allowed, function, known, "django", near, item.span, view=cls, app=here.app)


def _namespaces(
    include: Value, target: str | Value, near: str, names: tuple[str, ...], ctx: Context
) -> tuple[str, ...]:
    assert isinstance(include, Call)
    named = argument(include, 1, "namespace")
    given = argument(include, 0, "arg")
    first = ctx.symbols.resolve(given.value, near) if given else None
    label: object = named.value.value if named and isinstance(named.value, Lit) else None
    if label is None and isinstance(first, Seq) and first.kind in ("(", "") and len(first.items) == 2:
        second = ctx.symbols.resolve(first.items[1], near)
        label = second.value if isinstance(second, Lit) else None
    if label is None and isinstance(target, str):
        app = next(iter(ctx.symbols.given(target, "app_name")), None)
        label = app.value if isinstance(app, Lit) else None
    return tuple(f"{n}{label}:" for n in names) if isinstance(label, str) else names
