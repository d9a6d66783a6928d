"""Django's `RedirectView`: configured in a URLconf by `as_view(...)`, or subclassed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lint307.core.facts import Class, Comment, FileFacts, Function
from lint307.core.http import ALL_METHODS, PERMANENT
from lint307.core.sites import Reach, Route, Sent, Site, Written
from lint307.core.text import Span
from lint307.core.values import Arg, Call, Lit, Name, Test, Value, dotted, within
from lint307.frameworks.spec import Framework, RedirectView
from lint307.project.context import Context
from lint307.project.methods import tokens
from lint307.project.objects import split_method
from lint307.project.routes import Routes

# Fields that say where it leads: a subclass without any of them is configured elsewhere.
_TARGETS = ("url", "pattern_name", "get_redirect_url")


def redirect_views(file: FileFacts, routes: Routes, ctx: Context) -> Iterator[Site]:
    body = next(f for f in file.functions if f.short == "<module>")
    for registration in file.registrations:
        call = registration.call
        parts = split_method(call.func, file.module, ctx)
        if parts is None or parts[1] != "as_view":
            continue
        cls = ctx.symbols.path(parts[0], file.module)
        row = _row(cls, ctx)
        if (
            row is None
            or cls is None
            or (
                cls in ctx.symbols.classes
                and not any(a.keyword in ("url", "pattern_name", "permanent") for a in call.args)
            )
        ):
            continue
        found = [r for r in routes.by_view.get(cls, ()) if r.module == file.module and r.span.holds(call.span)]
        site = _site(file, body, call.span, cls, call.args, call, found, row, ctx)
        yield replace(site, comments=registration.comments)
    for own in file.classes:
        row = _row(own.name, ctx)
        names = {n for n, _ in (*own.attributes, *own.methods)}
        if row is not None and names & set(_TARGETS):
            function = _own_function(own, ctx) or body
            site = _site(file, function, own.name_span, own.name, (), None, routes.by_view.get(own.name, []), row, ctx)
            said = Comment(own.docstring, own.name_span)
            yield replace(site, comments=(*own.comments, said) if own.docstring else own.comments)


def _own_function(own: Class, ctx: Context) -> Function | None:
    name = dict(own.methods).get("get_redirect_url") or dict(own.methods).get("get")
    return ctx.symbols.functions[name][1] if name in ctx.symbols.functions else None


def _row(cls: str | None, ctx: Context) -> tuple[Framework, RedirectView] | None:
    for ancestor in ctx.symbols.lineage(cls) if cls else ():
        row = ctx.row(ancestor)
        if row is not None and isinstance(row[1], RedirectView):
            return row[0], row[1]
    return None


def _site(
    file: FileFacts, function: Function, span: Span, cls: str, args: tuple[Arg, ...], call: Call | None,
    routes: list[Route], described: tuple[Framework, RedirectView], ctx: Context,
) -> Site:  # fmt: skip
    framework, row = described

    def field(name: str) -> Value | None:
        given = next((a.value for a in args if a.keyword == name), None)
        if given is not None or cls in row.names:
            return given
        own = ctx.symbols.class_attribute(cls, name, file.module)
        base = next(
            (ctx.symbols.class_attribute(n, name, file.module) for n in row.names if n in ctx.symbols.classes), None
        )
        return None if own == base else own

    location, pattern = field(row.url), field(row.pattern)
    if location is None and pattern is not None and not (isinstance(pattern, Lit) and pattern.value is None):
        name = Arg(pattern, pattern.span, pattern.span)
        location = Call(Name("django.urls.reverse", pattern.span), (name,), pattern.span, pattern.span)
    default = None if _is_of_old(file) else 302
    basis = Sent(framework.name, cls, "view", span, file.module, default, Written("default"), location, True, call)
    sent = _with_permanent(basis, field(row.permanent), args, row, ctx, file.module)
    if location is None:
        sent = tuple(new for s in sent for new in _computed(s, function))
    if (
        (flag := field(row.preserve)) is not None
        and ctx.since("django", row.preserve_since)
        and isinstance(flag, Lit)
        and flag.value
    ):
        kept = {302: 307, 301: 308}
        sent = tuple(replace(s, status=kept.get(s.status or 0)) for s in sent)
    methods = row.methods
    limit = ctx.symbols.class_attribute(cls, "http_method_names", file.module) if cls in ctx.symbols.classes else None
    named = tokens(limit, ctx.symbols, file.module) if limit is not None else None
    declared = named is not None
    allowed = named if named is not None else methods or ALL_METHODS
    # What it does on its way to the target; any other function is not run as a whole for the redirect.
    done = tuple((file.module, e) for e in function.events) if function.short == "get_redirect_url" else ()
    reaches = tuple(
        Reach("route", allowed, declared, r, (function,), done, framework="django") for r in routes or (None,)
    )
    return Site(file.path, file.module, span, function, sent, reaches, "return", statement=span)


def _is_of_old(file: FileFacts) -> bool:
    """Whether a URLconf calls `patterns()`, which Django 1.10 removed: before 1.9 the default was 301."""
    called = (part for v in file.bindings.get("urlpatterns", ()) for part in within(v) if isinstance(part, Call))
    return any(dotted(call.func).rpartition(".")[2] == "patterns" for call in called)


def _computed(sent: Sent, function: Function) -> tuple[Sent, ...]:
    """What `get_redirect_url` returns, one response for each way out; it matters for how long 301 and 308 hold."""
    ways = [
        w for w in function.exits if w.kind == "return" and not (isinstance(w.value, Lit) and w.value.value is None)
    ]
    if sent.status not in PERMANENT or function.short != "get_redirect_url" or not ways:
        return (sent,)
    return tuple(replace(sent, location=w.value, path=(*sent.path, *w.path)) for w in ways)


def _with_permanent(
    basis: Sent, flag: Value | None, args: tuple[Arg, ...], row: RedirectView, ctx: Context, near: str
) -> tuple[Sent, ...]:
    if flag is None:
        return (basis,)
    value = ctx.symbols.resolve(flag, near)
    arg = next((a for a in args if a.keyword == row.permanent), None)
    written = Written("permanent", flag.span, near, arg, value)
    if isinstance(value, Lit):
        return (replace(basis, status=301 if value.value else 302, written=written),)
    return tuple(replace(basis, status=c, written=written, path=(Test(value, c == 301),)) for c in (301, 302))
