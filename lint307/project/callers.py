"""Who calls, decorates, depends on and registers the functions of a project."""

from __future__ import annotations

from dataclasses import dataclass, field

from lint307.core.facts import Exit, FileFacts, Function
from lint307.core.values import Attr, Call, Map, Param, Seq, Value, argument, within
from lint307.frameworks import FRAMEWORKS
from lint307.project.context import Context
from lint307.project.objects import split_method
from lint307.project.declaring import handled

# Decorators and calls that make a function answer requests of no route of its own: kind, position, framework.
HOOKS = {h.attribute: (h.kind, h.position, f.name) for f in reversed(FRAMEWORKS) for h in f.hooks}


@dataclass
class Callers:
    """For each function: the exits elsewhere whose value holds a call of it."""

    by_function: dict[str, list[tuple[FileFacts, Function, Exit, Call]]] = field(default_factory=dict)
    decorated: dict[str, list[tuple[FileFacts, Function]]] = field(default_factory=dict)
    depended: dict[str, list[tuple[FileFacts, Function]]] = field(default_factory=dict)
    registered: dict[str, list[tuple[str, FileFacts]]] = field(default_factory=dict)

    @classmethod
    def of(cls, ctx: Context) -> Callers:
        callers = cls()
        for file in ctx.symbols.files.values():
            for function in file.functions:
                callers._exits(file, function, ctx)
                for decorator in function.decorators:
                    callers._decorator(decorator, file, function, ctx)
                for parameter in function.parameters:
                    for value in (parameter.default, parameter.annotation):
                        callers._dependency(value, file, function, ctx)
            for registration in file.registrations:
                callers._registration(registration.call, file, ctx)
            for values in file.bindings.values():
                for value in values:
                    if isinstance(value, Call):
                        callers._registration(value, file, ctx)
        return callers

    def _exits(self, file: FileFacts, function: Function, ctx: Context) -> None:
        for way in function.exits:
            if way.value is None or way.kind == "discard":
                continue
            for part in within(way.value):
                if isinstance(part, Call):
                    called = callee(part, function, file.module, ctx)
                    if called is not None and called != function.name:
                        self.by_function.setdefault(called, []).append((file, function, way, part))

    def _decorator(self, decorator: Value, file: FileFacts, function: Function, ctx: Context) -> None:
        call = decorator if isinstance(decorator, Call) else None
        path = ctx.symbols.path(call.func if call else decorator, file.module)
        if path in ctx.symbols.functions:
            self.decorated.setdefault(path, []).append((file, function))
        for part in within(decorator):
            self._dependency(part, file, function, ctx)
        if call is not None and path == "django.utils.decorators.method_decorator":
            for arg in call.args[:1]:
                self._decorator(arg.value, file, function, ctx)

    def _dependency(self, value: Value | None, file: FileFacts, function: Function, ctx: Context) -> None:
        for part in within(value) if value is not None else ():
            if isinstance(part, Call) and (ctx.symbols.path(part.func, file.module) or "").rpartition(".")[2] in (
                "Depends",
                "Security",
            ):
                on = argument(part, 0, "dependency")
                path = ctx.symbols.path(on.value, file.module) if on else None
                if path is not None and (file, function) not in self.depended.setdefault(path, []):
                    self.depended[path].append((file, function))

    def _registration(self, call: Call, file: FileFacts, ctx: Context) -> None:
        parts = split_method(call.func, file.module, ctx)
        hook = HOOKS.get(parts[1]) if parts else None
        values = [a.value for a in call.args]
        for arg in call.args:
            if arg.keyword == "exception_handlers" and isinstance(arg.value, Map):
                self._register("handler", [v for _, v in arg.value.items], file, ctx)
            elif arg.keyword == "dependencies" and isinstance(arg.value, Seq):
                on = [argument(d, 0, "dependency") for d in arg.value.items if isinstance(d, Call)]
                self._register("guard", [a.value for a in on if a], file, ctx)
        if hook is not None:
            self._register(hook[0], values, file, ctx)

    def _register(self, kind: str, values: list[Value], file: FileFacts, ctx: Context) -> None:
        for value in values:
            for name in handled(value, file.module, ctx):
                if name is not None:
                    self.registered.setdefault(name, []).append((kind, file))


def callee(call: Call, function: Function, near: str, ctx: Context) -> str | None:
    """The project's function that a call in a function runs."""
    path = ctx.symbols.path(call.func, near)
    if path in ctx.symbols.functions:
        return path
    owner = _class_of(function, ctx)
    if owner and isinstance(call.func, Attr):
        base = call.func.base
        if isinstance(base, Param) and base.name in ("self", "cls"):
            return ctx.symbols.method(owner, call.func.name)
    return None


def _class_of(function: Function, ctx: Context) -> str | None:
    """The class whose method a function is, or stands in."""
    while function.owner is None and function.parent in ctx.symbols.functions:
        function = ctx.symbols.functions[function.parent][1]
    return function.owner
