"""Who calls, decorates, depends on and registers the functions of a project."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lint307.core.facts import Event, Exit, FileFacts, Function
from lint307.core.text import Span
from lint307.core.values import Attr, Call, Choice, Item, Map, Name, Param, Path, Value, argument, dotted, within
from lint307.frameworks import FRAMEWORKS
from lint307.project.context import Context
from lint307.project.declaring import handled
from lint307.project.depending import depended_on, of_its_type, run_before
from lint307.project.objects import split_method
from lint307.project.origins import origin
from lint307.project.turns import turns

# Decorators and calls that make a function answer requests of no route of its own: kind, position, framework.
HOOKS = {h.attribute: (h.kind, h.position, f.name) for f in reversed(FRAMEWORKS) for h in f.hooks}


class Registered(NamedTuple):
    """A function that was given to a framework: as what, and where.

    places  what it was registered for: the routers whose routes it guards, the exceptions that it handles
    span    of the call that registers it
    """

    kind: str
    file: FileFacts
    places: tuple[str, ...] = ()
    span: Span | None = None


@dataclass
class Callers:
    """For each function: the exits elsewhere whose value holds a call of it.

    by_statement  the calls whose result is no way out, of functions that may raise
    raised        exception class → where it is raised
    """

    by_function: dict[str, list[tuple[FileFacts, Function, Exit, Call]]] = field(default_factory=dict)
    by_statement: dict[str, list[tuple[FileFacts, Function, Event, Call]]] = field(default_factory=dict)
    raised: dict[str, list[tuple[FileFacts, Function]]] = field(default_factory=dict)
    decorated: dict[str, list[tuple[FileFacts, Function]]] = field(default_factory=dict)
    depended: dict[str, list[tuple[FileFacts, Function]]] = field(default_factory=dict)
    registered: dict[str, list[Registered]] = field(default_factory=dict)
    _depending: set[tuple[str, str]] = field(default_factory=set)
    _named: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)  # what annotations depend on

    @classmethod
    def of(cls, ctx: Context) -> Callers:
        callers = cls()
        raising = frozenset(
            f.short
            for file in ctx.symbols.files.values()
            for f in file.functions
            if any(way.kind == "raise" or _aborts(way) for way in f.exits)
        )
        for file in ctx.symbols.files.values():
            for function in file.functions:
                callers._exits(file, function, ctx)
                callers._statements(file, function, raising, ctx)
                for decorator in function.decorators:
                    callers._decorator(decorator, file, function, ctx)
                for parameter in function.parameters:
                    for value in (*of_its_type(parameter), parameter.default, parameter.annotation):
                        if value is not None:
                            callers._dependencies(value, file, function, ctx)
            for registration in file.registrations:
                for call in turns(registration.call, file.module, ctx):
                    callers._registration(call, file, ctx)
            for values in file.bindings.values():
                for value in values:
                    if isinstance(value, Call):
                        callers._registration(value, file, ctx)
        return callers

    def _statements(self, file: FileFacts, function: Function, raising: frozenset[str], ctx: Context) -> None:
        for event in function.events:
            if isinstance(event.value, Call) and dotted(event.value.func).rpartition(".")[2] in raising:
                called = callee(event.value, function, file.module, ctx, asks=False)
                if called is not None and called != function.name:
                    self.by_statement.setdefault(called, []).append((file, function, event, event.value))

    def _exits(self, file: FileFacts, function: Function, ctx: Context) -> None:
        for way in function.exits:
            if way.value is None or way.kind == "discard":
                continue
            if way.kind == "raise":
                self._raised(way.value, file, function, ctx)
            for tests, value in _apart(way.value):
                under = replace(way, path=(*way.path, *tests)) if tests else way
                for part in within(value):
                    if isinstance(part, Call):
                        called = callee(part, function, file.module, ctx, asks=False)
                        if called is not None and called != function.name:
                            self.by_function.setdefault(called, []).append((file, function, under, part))

    def _raised(self, value: Value, file: FileFacts, function: Function, ctx: Context) -> None:
        path = ctx.symbols.path(value.func if isinstance(value, Call) else value, file.module)
        for cls in ctx.symbols.lineage(path) if path in ctx.symbols.classes else ():
            self.raised.setdefault(cls, []).append((file, function))

    def _decorator(self, decorator: Value, file: FileFacts, function: Function, ctx: Context) -> None:
        call = decorator if isinstance(decorator, Call) else None
        path = ctx.symbols.path(call.func if call else decorator, file.module)
        if path in ctx.symbols.functions:
            self.decorated.setdefault(path, []).append((file, function))
        self._dependencies(decorator, file, function, ctx)
        if call is not None and path == "django.utils.decorators.method_decorator":
            for arg in call.args[:1]:
                self._decorator(arg.value, file, function, ctx)

    def _dependencies(self, value: Value, file: FileFacts, function: Function, ctx: Context) -> None:
        """Note what a decorator, a default or an annotation says that a function depends on."""
        if isinstance(value, Name):
            key = file.module, value.path
            if key not in self._named:
                said, near = annotation(value, file.module, ctx)
                found = run_before(value, near, ctx) if said is value else depended_on(said, near, ctx)
                self._named[key] = tuple(found)
            paths = self._named[key]
        else:
            paths = tuple(depended_on(value, file.module, ctx))
        for path in paths:
            if (path, function.name) not in self._depending:
                self._depending.add((path, function.name))
                self.depended.setdefault(path, []).append((file, function))

    def _registration(self, call: Call, file: FileFacts, ctx: Context) -> None:
        parts = split_method(call.func, file.module, ctx)
        hook = HOOKS.get(parts[1]) if parts else None
        values = [a.value for a in call.args]
        for arg in call.args:
            if arg.keyword == "dispatch" and _is_base_middleware(values[0], file.module, ctx):
                self._register(Registered("hook", file), [arg.value], ctx)
            elif arg.keyword == "exception_handlers":
                table = ctx.symbols.resolve(arg.value, file.module)
                for error, handler in table.items if isinstance(table, Map) else ():
                    self._register(Registered("handler", file, exceptions(error, file.module, ctx)), [handler], ctx)
            elif arg.keyword == "dependencies":
                included = argument(call, 0, "router") if parts and parts[1] == "include_router" else None
                of = included.value if included else call
                places = tuple(ctx.identities.each(of, file.module))
                run: list[Value] = [Name(name, arg.span) for name in run_before(arg.value, file.module, ctx)]
                self._register(Registered("dependency", file, places, call.span), run, ctx)
        if hook is not None:
            first = values[0] if values and hook[0] == "handler" else None
            self._register(Registered(hook[0], file, exceptions(first, file.module, ctx)), values, ctx)

    def _register(self, how: Registered, values: list[Value], ctx: Context) -> None:
        for value in values:
            for name in handled(value, how.file.module, ctx):
                if name is not None and name not in how.places:
                    self.registered.setdefault(name, []).append(how)


def _is_base_middleware(value: Value, near: str, ctx: Context) -> bool:
    """`Middleware(BaseHTTPMiddleware, dispatch=gate)`, `app.add_middleware(BaseHTTPMiddleware, dispatch=gate)`."""
    return (ctx.symbols.path(value, near) or "").endswith(".BaseHTTPMiddleware")


def _apart(value: Value) -> tuple[tuple[Path, Value], ...]:
    """Each of several values that a function may give back, and the tests that choose it."""
    return tuple((o.path, o.value) for o in value.options) if isinstance(value, Choice) else (((), value),)


def _aborts(way: Exit) -> bool:
    return (
        way.kind == "discard" and isinstance(way.value, Call) and dotted(way.value.func).rpartition(".")[2] == "abort"
    )


def annotation(value: Value, near: str, ctx: Context) -> tuple[Value, str]:
    """What an annotation stands for, and in which module: `User` for `User = Annotated[str, Depends(user)]`."""
    if isinstance(value, Name):
        module, _, name = (origin(value, near, ctx.symbols) or "").rpartition(".")
        given = ctx.symbols.given(module, name)
        if len(given) == 1 and isinstance(given[0], Item):
            return given[0], module
    return value, near


def exceptions(value: Value | None, near: str, ctx: Context) -> tuple[str, ...]:
    """The project's exception classes that a handler is registered for."""
    path = ctx.symbols.path(value, near) if value is not None else None
    return (path,) if path in ctx.symbols.classes else ()


def callee(call: Call, function: Function, near: str, ctx: Context, asks: bool = True) -> str | None:
    """The project's function that a call in a function runs; unless it `asks`, of those that are read already."""
    path = ctx.symbols.path(call.func, near) if asks else ctx.symbols.known(call.func, near)
    if path in ctx.symbols.functions:
        return path
    owner = _class_of(function, ctx)
    if owner and isinstance(call.func, Attr):
        base = call.func.base
        if isinstance(base, Param) and base.name in ("self", "cls"):
            return ctx.symbols.method(owner, call.func.name)
    if isinstance(call.func, Attr) and isinstance(call.func.base, Param):
        cls = ctx.identities.class_of(call.func.base, near)
        return ctx.symbols.method(cls, call.func.name) if cls is not None else None
    return None


def _class_of(function: Function, ctx: Context) -> str | None:
    """The class whose method a function is, or stands in."""
    while function.owner is None and function.parent in ctx.symbols.functions:
        function = ctx.symbols.functions[function.parent][1]
    return function.owner
