"""Django's URLconfs: `urlpatterns` with `path`, `re_path`, `include`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lint307.core.facts import Exit
from lint307.core.sites import Route
from lint307.core.values import Attr, Call, Lit, Name, Op, Seq, Value, argument
from lint307.frameworks.django import BUILT_IN_ROUTES, DJANGO
from lint307.project import paths, viewsets
from lint307.project.context import Context
from lint307.project.declaring import handled
from lint307.project.objects import app_of, split_method
from lint307.project.origins import origin
from lint307.project.substitution import bind_call, substitute

_PATHS = frozenset(n for row in DJANGO.route_calls for n in row.names)
_WRAPPERS = ("i18n_patterns", "decorator_include", "format_suffix_patterns")
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
    confs = {m for m, file in ctx.symbols.files.items() if "urlpatterns" in file.bindings}
    included = {i for m in confs for v in ctx.symbols.given(m, "urlpatterns") for i in _included(v, m, ctx)}
    roots = _roots(ctx) & confs
    for module in sorted(confs - included) or sorted(confs):
        known = module in roots if roots else len(confs - included) <= 1
        yield from _conf(module, Below("/" if known else None, ("",), module if known and roots else None), ctx, 0)


def _roots(ctx: Context) -> set[str]:
    """The URLconfs that some settings name as `ROOT_URLCONF`: only there paths begin at the host."""
    found = set()
    for module, file in ctx.symbols.files.items():
        for value in file.bindings.get("ROOT_URLCONF", ()):
            if isinstance(value, Lit) and isinstance(value.value, str):
                found.add(ctx.symbols.module(value.value, module) or "")
    return found


def _included(value: Value, near: str, ctx: Context) -> Iterator[str]:
    for item, module in _items(value, near, ctx):
        view = argument(item, 1, "view")
        target = _include_target(view.value, module, ctx) if view else None
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
    parts = split_method(value, near, ctx)
    if parts is not None and parts[1] == "urls":  # `urlpatterns = router.urls`
        yield from viewsets.routes(parts[0], near, below.prefix, below.names, below.app, ctx)
        return
    for item, module in _items(value, near, ctx):
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
        target = _include_target(view.value, near, ctx)
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
    return Route(here.prefix, None, function, known, "django", near, item.span, view=cls, app=here.app)


def _items(value: Value, near: str, ctx: Context, seen: frozenset[str] = frozenset()) -> Iterator[tuple[Call, str]]:
    """The `path(...)` calls of a list of patterns, with their modules, through sums, variables and functions.

    `seen` are the variables and functions on the way: one may be made of what it was before.
    """
    if isinstance(value, Name):  # a variable, which may have been added to after it was made
        made_at = origin(value, near, ctx.symbols) or ""
        if made_at in seen:
            return
        seen |= {made_at}
        module, _, name = made_at.rpartition(".")
        parts = ctx.symbols.given(module, name)
        if len(parts) > 1:
            for part in parts:
                yield from _items(part, module, ctx, seen)
            return
        near = module if parts else near
    found = ctx.symbols.resolve(value, near)
    match found:
        case Seq(items=items):
            for item in items:
                if isinstance(item, Call) and (ctx.symbols.path(item.func, near) in _PATHS):
                    yield item, near
                elif isinstance(item, (Seq, Op, Call)):
                    yield from _items(item, near, ctx, seen)
        case Op(sign="+" | "*", operands=operands):
            for operand in operands:
                yield from _items(operand, near, ctx, seen)
        case Call(args=args) if _is_wrapper(found, near, ctx):
            yield from _items(Seq("[", tuple(a.value for a in args if a.keyword is None), found.span), near, ctx, seen)
        case Call():
            called = ctx.symbols.path(found.func, near) or ""
            if called in ctx.symbols.functions and called not in seen:
                file, function = ctx.symbols.functions[called]
                for given in map(_listed, function.exits) if len(seen) < _DEEPEST else ():
                    if given is not None:
                        inside = substitute(given, bind_call(function, found))
                        yield from _items(inside, file.module, ctx, seen | {called})


def _listed(way: Exit) -> Value | None:
    """What a way out of a function gives back, or what it adds to a list."""
    match way.value:
        case Call(func=Attr(name="append" | "extend"), args=[only]) if way.kind == "discard":
            return Seq("[", (only.value,), only.span)
    return way.value if way.kind == "return" else None


def _is_wrapper(call: Call, near: str, ctx: Context) -> bool:
    return (ctx.symbols.path(call.func, near) or "").rpartition(".")[2] in _WRAPPERS


def _include_target(value: Value, near: str, ctx: Context) -> str | Value | None:
    """What `include(...)` includes: a module, `router.urls`, or patterns that stand here."""
    if not isinstance(value, Call) or (ctx.symbols.path(value.func, near) or "").rpartition(".")[2] not in (
        "include",
        *_WRAPPERS,
    ):
        return None
    given = argument(value, 0, "arg")
    named = given.value if given else None
    found = ctx.symbols.resolve(named, near) if named is not None else None
    if isinstance(found, Seq) and found.kind in ("(", "") and found.items:
        named, found = found.items[0], ctx.symbols.resolve(found.items[0], near)
    match found:
        case Lit(value=str() as module):
            return ctx.symbols.module(module, near) or Seq("[", (), value.span)
        case Name(path=path):
            return path if path in ctx.symbols.modules.names else Seq("[", (), value.span)
        case Attr(name="urls") | Seq() | Op():
            return named
        case Call(func=func) if ctx.symbols.path(func, near) in ctx.symbols.functions:
            return named
    return Seq("[", (), value.span)


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
