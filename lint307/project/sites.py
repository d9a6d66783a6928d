"""Every redirect of a file: what it sends, and how requests come to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lint307.core.facts import Event, Exit, FileFacts, Function
from lint307.core.http import FOLLOWED
from lint307.core.sites import Ineffective, Reach, Sent, Site, Written
from lint307.core.values import Attr, Call, Change, Choice, Lit, Seq, Test, Value, within
from lint307.project import classes, wrappers
from lint307.project.callers import Callers, callee
from lint307.project.context import Context
from lint307.project.declared import declared
from lint307.project.depending import is_lost
from lint307.project.forms import Place, responses
from lint307.project.guards import closed
from lint307.project.hooking import answered, throwing
from lint307.project.injected import injected
from lint307.project.raw import RAW
from lint307.project.reach import Reaches, narrowed, seen
from lint307.project.redirect_views import redirect_views
from lint307.project.routes import Routes
from lint307.project.statuses import statuses_of
from lint307.project.substitution import mentions

_TUPLES = ("flask", "quart", "fastapi", "starlette", "django", "drf", "ninja")


@dataclass
class Program:
    """All that is known of a project; `sites` gives the redirects of one of its modules."""

    ctx: Context
    routes: Routes
    reaches: Reaches
    rewriting: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, ctx: Context) -> Program:
        routes = Routes.of(ctx)
        reaches = Reaches(ctx, routes, Callers.of(ctx))
        return cls(ctx, routes, reaches, frozenset(_rewriting(ctx, reaches)))

    def sites(self, module: str) -> Iterator[Site]:
        """The sites of a module in the order of their functions."""
        file = self.ctx.symbols.files[module]
        for function in file.functions:
            for way in function.exits:
                yield from self._at_exit(file, function, way)
            yield from injected(file, function, self.reaches, self.ctx)
            if function.decorators:
                reaches = self.reaches.of(file, function)
                yield from declared(file, function, reaches, self.ctx)
                yield from closed(file, function, reaches, self.ctx)
        yield from redirect_views(file, self.routes, self.ctx)

    def _may_redirect(self, value: Value, file: FileFacts, function: Function) -> bool:
        """Whether a value is a redirect in any framework: how requests come to it is worked out for those alone."""
        parts = tuple(within(value))
        has_tuple = any(map(_is_tuple, parts))
        if not has_tuple and not any(isinstance(part, Call) for part in parts):
            return False
        serving = ("flask", "ninja", "") if has_tuple else ("",)
        places = (Place(file.module, name, _owner(function, self.ctx)) for name in serving)
        return any(_counts(sent) for place in places for sent in responses(value, self.ctx, place))

    def _is_guard(self, name: str, place: Place) -> bool:
        """Whether a function answers with a redirect or with nothing, to functions that call it and to no route."""
        if not wrappers.may_redirect(name, self.ctx, place, responses):
            return False
        return all(
            r.kind in ("helper", "view") or len(r.chain) > 1 for r in self.reaches.of(*self.ctx.symbols.functions[name])
        )

    def _at_exit(self, file: FileFacts, function: Function, way: Exit) -> Iterator[Site]:
        value = way.value
        if value is None or not self._may_redirect(value, file, function):
            return
        reaches: tuple[Reach, ...] | None = None
        framework = ""
        if way.kind in ("return", "discard", "keep"):
            reaches = self.reaches.of(file, function)
            framework = next((r.framework for r in reaches if r.framework in _TUPLES and r.kind != "view"), "")
        place = Place(file.module, framework, _owner(function, self.ctx))
        found = responses(value, self.ctx, place)
        if way.kind == "discard" and (_is_sent_by_hand(value) or any(s.form in RAW for s in found)):
            way = replace(way, kind="return")
        if way.kind == "discard" and isinstance(value, Call):
            name = callee(value, function, file.module, self.ctx)
            if found and name is not None and wrappers.always_redirects(name, self.ctx, place, responses):
                found = (replace(found[0], kind="redirect", span=value.span, module=file.module, call=value, via=()),)
            elif found and name is not None and self._is_guard(name, place):
                found = (Sent(found[0].framework, name, "guard", value.span, file.module, None, Written("default")),)
        found = tuple(s for s in found if _belongs(s, way, file.module))
        if way.kind == "return" and any(s.kind == "error" for s in found):
            found = tuple(_not_raised(s) for s in found if s.kind != "error" or _is_route(reaches, s, self.ctx))
        if way.kind == "discard":  # a redirect that is handed to a call is not thrown away
            found = tuple(s for s in found if s.raised or s.span == value.span)
        if way.kind == "raise":
            found = tuple(s for s in found if not (classes.is_bare(s, self.ctx) and answered(self.reaches, s.form)))
        if not found:
            return
        if way.kind == "raise":
            found = tuple(_raised(s) if s.span == value.span else s for s in found)
        if way.kind == "raise" or any(s.raised for s in found):
            reaches = throwing(self.reaches, file, function)
        assert reaches is not None
        if way.kind == "return" and is_lost(reaches, self.ctx):
            found = tuple(_depended(s) for s in found)
        is_handler = bool(reaches) and all(r.kind in ("route", "view") and len(r.chain) == 1 for r in reaches)
        several = len({s.status for s in found}) > 1 and not is_handler  # a request's parameters are no switches
        if several or any(s.written.how == "parameter" for s in found):
            found = tuple(_blurred(s, function.name) for s in found)
        if any(framework == name and f"{file.module}.".startswith(package) for name, package in self.rewriting):
            found = tuple(replace(s, status=None) if s.status in FOLLOWED and s.has_location else s for s in found)
        if any(s.kind == "tuple" and s.framework == "ninja" for s in found):
            has = _sets_location(function, way)
            found = tuple(replace(s, has_location=has) for s in found)
        ways = tuple(narrowed(r, function, way, file.module, self.ctx.symbols) for r in reaches)
        for span in dict.fromkeys(s.span for s in found):
            yield Site(
                file.path, file.module, span, function, tuple(s for s in found if s.span == span), ways,
                way.kind, way.path, way.statement, way.comments, way.guards, tuple(seen(function, way)),
            )  # fmt: skip


def _rewriting(ctx: Context, reaches: Reaches) -> Iterator[tuple[str, str]]:
    """Where some hook writes statuses on every answer: the framework and the package around the hook.

    What a view says there is not what is sent.
    """
    for file in ctx.symbols.files.values():
        for function in file.functions:
            if any(_writes_redirect(e, Place(file.module, "", function.owner), ctx) for e in function.events):
                package = file.module.rpartition(".")[0]
                hooks = (r for r in reaches.of(file, function) if r.kind in ("hook", "after"))
                yield from ((r.framework, f"{package}." if package else "") for r in hooks)


def _writes_redirect(event: Event, place: Place, ctx: Context) -> bool:
    """Whether an event writes a redirect's status on an answer that was not made there."""
    if (
        event.kind != "store"
        or not (isinstance(event.value, Attr) and event.value.name in ("status_code", "status"))
        or event.stored is None
    ):
        return False
    codes = statuses_of(event.stored, ctx.symbols, place.near)
    return any(code in FOLLOWED for _, code in codes) and not responses(event.value.base, ctx, place)


def _depended(sent: Sent) -> Sent:
    if sent.kind not in ("redirect", "response") or sent.framework != "starlette" or sent.status not in FOLLOWED:
        return sent
    why = "what a dependency returns is only handed to the route, which runs all the same"
    return replace(
        sent,
        ineffective=(
            Ineffective(sent.span, sent.status, None, why, "raise an HTTPException with a Location", "dependency"),
        ),
    )


def _blurred(sent: Sent, function: str) -> Sent:
    """A status that parameters of the function choose is decided where it is called."""
    steered = sent.written.value is not None and mentions(sent.written.value, function)
    if sent.status is not None and (
        steered or any(isinstance(c, Test) and mentions(c.value, function) for c in sent.path)
    ):
        return replace(sent, status=None) if _by_flag(sent, function) else sent
    return sent


def _by_flag(sent: Sent, function: str) -> bool:
    """Whether a parameter that is a switch for the status, not the request, stands in the conditions."""
    names = {n for c in sent.path if isinstance(c, Test) for n in mentions(c.value, function)}
    return bool(names - {"request", "self", "req"})


def _sets_location(function: Function, way: Exit) -> bool:
    """Whether the header is named anywhere before the exit."""
    written = (v.value for e in seen(function, way) for v in within(e.value) if isinstance(v, Lit))
    return any(isinstance(text, str) and text.lower() == "location" for text in written)


def _owner(function: Function, ctx: Context) -> str | None:
    while function.owner is None and function.parent in ctx.symbols.functions:
        function = ctx.symbols.functions[function.parent][1]
    return function.owner


def _is_sent_by_hand(value: Value) -> bool:
    """`await response(scope, receive, send)`."""
    return isinstance(value, Call) and isinstance(value.func, (Call, Change, Choice)) and len(value.args) == 3


def _is_tuple(value: Value) -> bool:
    return isinstance(value, Seq) and value.kind in ("", "(") and 2 <= len(value.items) <= 3


def _counts(sent: Sent) -> bool:
    """Whether a response is a redirect, may be one, or is written as one."""
    return sent.kind in ("redirect", "abort", "inner") or sent.status in (None, *FOLLOWED) or bool(sent.ineffective)


def _belongs(sent: Sent, way: Exit, module: str) -> bool:
    """Whether a response is decided here, and is a redirect or pretends to be one."""
    if sent.kind == "inner" or sent.module != module:
        return False
    if sent.kind in ("abort", "redirect") or (sent.kind == "guard" and way.kind == "discard"):
        return True
    if way.kind in ("discard", "keep") and sent.kind != "redirect" and not sent.raised:
        return False
    if sent.status in FOLLOWED:
        return not (sent.kind == "error" and way.kind not in ("raise", "return"))
    return any(i.written in FOLLOWED for i in sent.ineffective)


def _is_route(reaches: tuple[Reach, ...] | None, sent: Sent, ctx: Context) -> bool:
    """Whether what is returned is all that FastAPI gets of an exception that is made here."""
    ways = reaches or ()
    serves = all(r.kind == "route" and r.framework == "fastapi" and len(r.chain) == 1 for r in ways)
    own = all(via in ctx.symbols.classes for via in sent.via)
    return bool(ways) and serves and own and sent.framework in ("fastapi", "starlette")


def _not_raised(sent: Sent) -> Sent:
    """An exception that is returned is data."""
    if sent.kind != "error":
        return sent
    why = "an exception that is returned is only data"
    lost = Ineffective(sent.span, sent.status, 200, why, "raise it", "returned")
    return replace(sent, has_location=None, ineffective=(lost,))


def _raised(sent: Sent) -> Sent:
    """A response that is raised is no exception."""
    if (
        sent.raised
        or sent.kind != "redirect"
        or sent.call is None
        or sent.framework not in ("flask", "quart", "django", "starlette")
    ):
        return sent
    if sent.via:
        return sent
    why = "a response is no exception: raising it is a TypeError"
    return replace(sent, ineffective=(Ineffective(sent.span, sent.status, 500, why, "return it", "raise"),))
