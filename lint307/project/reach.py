"""How requests come to a function: routes, hooks, view classes, middleware, dependencies, decorators and callers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lint307.core.facts import Event, Exit, FileFacts, Function
from lint307.core.http import ALL_METHODS
from lint307.core.sites import Reach, Route
from lint307.core.values import Call, Param, Value, dotted
from lint307.project import views
from lint307.project.callers import Callers
from lint307.project.context import Context
from lint307.project.hooking import hooked
from lint307.project.methods import expects_others, methods_of, tokens
from lint307.project.routes import Routes
from lint307.project.symbols import Symbols

_SCRIPTED = ("delete", "put", "patch")
_MIDDLEWARE_METHODS = frozenset(
    {"process_request", "process_view", "process_response", "process_exception", "process_template_response"}
)
_MIDDLEWARE_BASES = (
    "MiddlewareMixin", "BaseHTTPMiddleware", "BaseMiddleware", "CommonMiddleware", "SecurityMiddleware",
    "LocaleMiddleware",
)  # fmt: skip
_FOR_ALL = ("dispatch", "handle_no_permission", "setup")
_LONGEST_CHAIN = 4
_MOST_CALLERS = 40


@dataclass
class Reaches:
    """The ways to each function, computed on demand."""

    ctx: Context
    routes: Routes
    callers: Callers
    known: dict[str, tuple[Reach, ...]] = field(default_factory=dict)

    def of(self, file: FileFacts, function: Function) -> tuple[Reach, ...]:
        if function.name not in self.known:
            self.known[function.name] = ()  # a function that calls itself adds no way of its own
            self.known[function.name] = tuple(self._find(file, function))
        return self.known[function.name]

    def _find(self, file: FileFacts, function: Function) -> Iterator[Reach]:
        found = [*self._direct(file, function)]
        if not found or function.owner is not None:
            found += self._called(file, function)
        if found:
            yield from found
            return
        kind = "view" if self._is_view(file, function) else "helper"
        methods = views.restricted(function, file.module, self.ctx)
        framework = "django" if kind == "view" else ""
        yield Reach(
            kind,
            ALL_METHODS if methods is None else methods,
            methods is not None,
            None,
            (function,),
            framework=framework,
        )

    def _is_view(self, file: FileFacts, function: Function) -> bool:
        used = self.ctx.uses.get(file.module, frozenset())
        return views.is_function_view(function) and bool(used & {"django", "drf", "ninja"}) and function.parent is None

    def _direct(self, file: FileFacts, function: Function) -> Iterator[Reach]:
        ctx, name = self.ctx, function.name
        allowed = views.restricted(function, file.module, ctx)
        for route in self.routes.by_handler.get(name, ()):
            yield self._route(route, function, allowed)
        yield from hooked(self, file, function)
        names = views.parameter_names(function)
        if names[:3] == ("scope", "receive", "send") or names[:2] == ("environ", "start_response"):
            yield Reach("hook", ALL_METHODS, False, None, (function,), framework=self.framework(file, "starlette"))
            return
        cls = function.owner
        if cls is not None:
            yield from self._method(file, function, cls, allowed)
        if function.parent is not None:
            yield from self._nested(file, function)
        for caller_file, caller in self.callers.depended.get(name, ()):
            for reach in self.of(caller_file, caller):
                yield replace(reach, kind="dependency", chain=(*reach.chain, function), events=(), path=())

    def _route(self, route: Route, function: Function, allowed: frozenset[str] | None) -> Reach:
        declared = route.methods if allowed is None else allowed if route.methods is None else route.methods & allowed
        if route.framework == "django" and allowed is not None:
            declared = allowed
        methods = ALL_METHODS if declared is None else declared
        return Reach("route", methods, declared is not None, route, (function,), framework=route.framework)

    def framework(self, file: FileFacts, default: str) -> str:
        """The framework that a file uses: the one that is expected there, if it may be."""
        used = self.ctx.uses.get(file.module, frozenset())
        return (
            default
            if default in used or not used
            else next((n for n in ("flask", "quart", "fastapi", "starlette", "django") if n in used), default)
        )

    def _method(self, file: FileFacts, function: Function, cls: str, allowed: frozenset[str] | None) -> Iterator[Reach]:
        ctx, short = self.ctx, function.short
        lineage = list(ctx.symbols.lineage(cls))
        bases = {c.rpartition(".")[2] for c in lineage}
        if short == "process_exception":
            yield Reach("handler", ALL_METHODS, False, None, (function,), framework="django")
            return
        if short in _MIDDLEWARE_METHODS or (short in ("__call__", "dispatch") and self._is_middleware(cls, bases)):
            yield Reach("hook", ALL_METHODS, False, None, (function,), framework=self.framework(file, "django"))
            return
        if cls in self.callers.registered and short in ("__call__", "dispatch"):
            yield Reach("hook", ALL_METHODS, False, None, (function,), framework=self.framework(file, "starlette"))
            return
        if function.name in self.routes.by_handler:
            return
        framework = views.view_framework(cls, ctx)
        mixed = () if framework else (h for h in ctx.symbols.heirs(cls) if views.view_framework(h, ctx))
        view_class = next(iter(mixed), cls)  # of a mixin, one that it is mixed into
        framework = framework or views.view_framework(view_class, ctx)
        declared_actions = views.restricted(function, file.module, ctx)
        methods = views.by_name(view_class, short, ctx) if framework else None
        if framework and short in _FOR_ALL and view_class != cls:
            methods = ALL_METHODS
        if framework and methods is None and declared_actions is not None:
            methods = declared_actions
        if (
            framework is None
            and short in ("get", "post", "put", "patch", "delete")
            and views.parameter_names(function)[:1] == ("request",)
            and not expects_others(function, views.by_name("", short, ctx), ctx.symbols, file.module)
        ):
            framework, methods = "django", views.by_name("", short, ctx)
        if framework is None or methods is None:
            return
        if allowed is not None:
            methods &= allowed
        declared = methods != ALL_METHODS
        routes = [r for view in (cls, *ctx.symbols.heirs(cls)) for r in self.routes.by_view.get(view, ())]
        limit = ctx.symbols.class_attribute(
            cls, "http_method_names" if framework in ("django", "drf") else "methods", file.module
        )
        if limit is not None and (named := tokens(limit, ctx.symbols, file.module)):
            methods, declared = methods & named, True
        run_for_forms = short in _SCRIPTED and self._is_run_for_forms(cls, short)
        answering = [r for r in routes if r.methods is None or r.methods & methods]
        for route in answering or routes or (None,):
            narrowed = methods & route.methods if route is not None and route.methods is not None else methods
            if short in _FOR_ALL and route is not None and route.view is not None:
                # It stands before what the view answers, as a decorator would.
                answers = views.answered(route.view, file.module, ctx, behind_dispatch=True)
                narrowed, declared = (narrowed, declared) if answers is None else (narrowed & answers, True)
            view = route.view if route is not None and route.view is not None else cls
            deletes = views.deletes_by_form(cls, ctx) or views.deletes_by_form(view, ctx)
            forms = run_for_forms or (short in ("delete", *_FOR_ALL) and deletes)
            yield Reach("route", narrowed, declared, route, (function,), framework=framework, by_form=forms)

    def _is_run_for_forms(self, cls: str, short: str) -> bool:
        """Whether the class's `post` or `dispatch` calls its `delete`, `put` or `patch`, or a form names one."""
        symbols = self.ctx.symbols
        runners = (symbols.method(cls, name) for name in ("post", "dispatch"))
        events = (e for runner in runners if runner is not None for e in symbols.body(runner)[1].events)
        return any(
            (isinstance(e.value, Call) and dotted(e.value.func).endswith(f"self.{short}"))
            or views.asks_form_for_method(e.value)
            for e in events
        )

    def _is_middleware(self, cls: str, bases: set[str]) -> bool:
        if bases & set(_MIDDLEWARE_BASES):
            return True
        init = self.ctx.symbols.method(cls, "__init__")
        names = views.parameter_names(self.ctx.symbols.functions[init][1]) if init in self.ctx.symbols.functions else ()
        call = self.ctx.symbols.method(cls, "__call__")
        called = (
            views.parameter_names(self.ctx.symbols.functions[call][1]) if call in self.ctx.symbols.functions else ()
        )
        asgi = called[:3] == ("scope", "receive", "send") or called[:2] == ("environ", "start_response")
        return "get_response" in names or asgi

    def _nested(self, file: FileFacts, function: Function) -> Iterator[Reach]:
        """A function in a function: what a decorator puts around views, or middleware made by a factory."""
        parent, around = function.parent, None
        while parent is not None and parent in self.ctx.symbols.functions:
            parent_file, outer = self.ctx.symbols.functions[parent]
            if "get_response" in views.parameter_names(outer):
                yield Reach("hook", ALL_METHODS, False, None, (function,), framework="django")
                return
            users = self.callers.decorated.get(parent, ())
            ways = [w for user_file, user in users[:_MOST_CALLERS] for w in self.of(user_file, user)]
            answering = any(w.route is not None for w in ways)  # then what no route is known for, as in tests, is none
            for reach in ways:
                if len(reach.chain) < _LONGEST_CHAIN and (reach.route is not None or not answering):
                    yield replace(reach, kind="decorator", chain=(*reach.chain, function), events=(), path=())
            if users:
                return
            around = around or (parent_file if _wraps_parameter(function, outer) else None)
            parent = outer.parent
        if around is not None:
            yield Reach("decorator", ALL_METHODS, False, None, (function,), framework=self.framework(around, ""))

    def _called(self, file: FileFacts, function: Function) -> Iterator[Reach]:
        for caller_file, caller, way, call in self.callers.by_function.get(function.name, ())[:_MOST_CALLERS]:
            if way.kind != "return":
                continue
            for reach in self.of(caller_file, caller):
                if len(reach.chain) >= _LONGEST_CHAIN:
                    continue
                methods = reach.methods & methods_of(way.path, self.ctx.symbols, caller_file.module)
                narrowed = methods != reach.methods
                yield replace(
                    reach, methods=methods, declared=reach.declared or narrowed, chain=(*reach.chain, function),
                    events=(*reach.events, *((caller_file.module, e) for e in seen(caller, way, call))),
                    path=(*reach.path, *way.path), caller=(caller_file.path, call.span), call=(caller.name, call),
                )  # fmt: skip


def _wraps_parameter(function: Function, outer: Function) -> bool:
    """Whether an inner function calls a parameter of the outer one: then the outer one decorates."""
    names = {p.name for p in outer.parameters}
    return any(
        isinstance(e.value, Call)
        and isinstance(e.value.func, Param)
        and e.value.func.name in names
        and e.value.func.owner == outer.name
        for e in function.events
    )


def seen(function: Function, way: Exit, besides: Value | None = None) -> list[Event]:
    """What may have happened in a function before it is left this way; what makes up the value itself is left out."""
    inside = way.value.span if way.value is not None else None
    return [
        e
        for index, e in enumerate(function.events)
        if way.seen >> index & 1 and not (inside is not None and inside.holds(e.span))
    ]


def narrowed(reach: Reach, function: Function, way: Exit, near: str, symbols: Symbols) -> Reach:
    """The way to an exit: the function's, with the tests and events before the exit."""
    methods = reach.methods & methods_of(way.path, symbols, near)
    events = (*reach.events, *((near, e) for e in seen(function, way)))
    declared = reach.declared or methods != reach.methods
    return replace(reach, methods=methods, declared=declared, events=events, path=(*reach.path, *way.path))
