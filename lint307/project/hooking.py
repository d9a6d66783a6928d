"""Functions that answer for many routes, by being registered or by raising: which requests come to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lint307.core.facts import Event, FileFacts, Function
from lint307.core.http import ALL_METHODS
from lint307.core.sites import Reach, Route
from lint307.core.values import Call
from lint307.project.callers import HOOKS, Registered, exceptions
from lint307.project.context import Context
from lint307.project.methods import methods_of
from lint307.project.objects import split_method
from lint307.project.symbols import Symbols

if TYPE_CHECKING:
    from lint307.project.reach import Reaches

_LONGEST_CHAIN = 4
_MOST_CALLERS = 40


def throwing(reaches: Reaches, file: FileFacts, function: Function) -> tuple[Reach, ...]:
    """The ways to what a function raises: it leaves the functions that call it, whatever they do with the result."""
    thrown = _thrown(reaches, file, function, 0)
    plain = reaches.of(file, function)
    return (*(r for r in plain if r.kind != "helper"), *thrown) if thrown else plain


def _thrown(reaches: Reaches, file: FileFacts, function: Function, depth: int) -> tuple[Reach, ...]:
    if depth >= _LONGEST_CHAIN:
        return ()
    found = []
    for caller_file, caller, event, call in reaches.callers.by_statement.get(function.name, ())[:_MOST_CALLERS]:
        allowed = _methods_at(caller, event, reaches.ctx.symbols, caller_file.module)
        direct = [r for r in reaches.of(caller_file, caller) if r.kind != "helper"]
        for reach in (*direct, *_thrown(reaches, caller_file, caller, depth + 1)):
            methods = reach.methods & allowed
            found.append(
                replace(
                    reach, methods=methods, declared=reach.declared or methods != reach.methods,
                    chain=(*reach.chain, function), caller=(caller_file.path, call.span),
                    call=(caller.name, call),
                )
            )  # fmt: skip
    return tuple(found)


def hooked(reaches: Reaches, file: FileFacts, function: Function) -> Iterator[Reach]:
    """The ways to a function that a framework calls for many routes: hooks, handlers of exceptions, dependencies."""
    for kind, framework, of in _decorated(reaches, file, function):
        yield _hook(kind, function, reaches.framework(file, framework), _raised(reaches, of))
    for how in reaches.callers.registered.get(function.name, ()):
        known = _guarded(reaches, how) if how.kind == "dependency" else _raised(reaches, how.places)
        yield _hook(how.kind, function, reaches.framework(how.file, ""), known)


def handled(reaches: Reaches, file: FileFacts, function: Function) -> Iterator[str]:
    """The project's exceptions that a function answers, and the functions from which they come."""
    symbols = reaches.ctx.symbols
    ways = [of for kind, _, of in _decorated(reaches, file, function) if kind == "handler"]
    ways += [how.places for how in reaches.callers.registered.get(function.name, ()) if how.kind == "handler"]
    for error in {error for of in ways for error in of if error in symbols.classes}:
        yield from (error, *symbols.heirs(error))
        names = [f.name for _, f in reaches.callers.raised.get(error, ())]
        for name in names:
            yield name
            names += [f.name for _, f, *_ in reaches.callers.by_statement.get(name, ()) if f.name not in names]


def answered(reaches: Reaches, error: str) -> bool:
    """Whether a function of the project is registered to answer an exception: what that says of itself is not sent."""
    line = frozenset(reaches.ctx.symbols.lineage(error))
    ways = [how.places for hows in reaches.callers.registered.values() for how in hows if how.kind == "handler"]
    for file in reaches.ctx.symbols.files.values():
        for function in file.functions:
            ways += [of for kind, _, of in _decorated(reaches, file, function) if kind == "handler"]
    return any(line & frozenset(of) or not of for of in ways)


def _decorated(reaches: Reaches, file: FileFacts, function: Function) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """As what a function is registered by its decorators: the kind, the framework, the exceptions."""
    for decorator in function.decorators:
        call = decorator if isinstance(decorator, Call) else None
        parts = split_method(call.func if call else decorator, file.module, reaches.ctx)
        hook = HOOKS.get(parts[1]) if parts else None
        if hook is not None:
            first = call.args[0].value if call and call.args and hook[0] == "handler" else None
            yield hook[0], hook[2], exceptions(first, file.module, reaches.ctx)


def runs_for(reach: Reach, routes: tuple[Route, ...], ctx: Context) -> bool:
    """Whether a hook runs before each of these routes: one of their application, of its blueprints, or Django's."""
    outermost = reach.chain[0].name if reach.kind == "hook" and reach.chain and routes else ""
    if outermost not in ctx.symbols.functions:
        return False
    file, function = ctx.symbols.functions[outermost]
    if function.short in ("process_request", "__call__") or function.parent is not None:
        django = reach.framework == "django" and not function.decorators
        if django:
            return all(r.framework in ("django", "drf", "ninja") for r in routes)
    for decorator in function.decorators:
        parts = split_method(decorator, file.module, ctx)
        if parts is not None and parts[1] == "before_app_request":
            return all(r.framework == reach.framework for r in routes)
        if parts is not None and parts[1] in ("before_request", "middleware"):
            places = frozenset(ctx.identities.each(parts[0], file.module))
            return all(places & {r.app, *r.above} for r in routes)
    return False


def _hook(kind: str, function: Function, framework: str, known: frozenset[str] | None) -> Reach:
    """A function that routes do not name; `known` are the methods of the routes that it answers for."""
    return Reach(
        kind, ALL_METHODS if known is None else known, known is not None, None, (function,), framework=framework
    )


def _raised(reaches: Reaches, errors: tuple[str, ...]) -> frozenset[str] | None:
    """The methods of the routes from which exceptions come; None when that cannot be told."""
    found: frozenset[str] = frozenset()
    for error in errors:
        for file, function in reaches.callers.raised.get(error, ()):
            ways = throwing(reaches, file, function)
            if any(not r.declared and r.kind != "hook" for r in ways):
                return None
            found = found.union(*(r.methods for r in ways))
    return found or None


def _guarded(reaches: Reaches, how: Registered) -> frozenset[str] | None:
    """The methods of the routes below the routers for which a dependency is declared."""
    routes = {r for place in how.places for r in reaches.routes.by_place.get(place, ())}
    routes |= {r for r in reaches.routes.all if r.span == how.span and r.module == how.file.module}
    if not routes or any(r.methods is None for r in routes):
        return None
    return frozenset().union(*(r.methods or () for r in routes))


def _methods_at(function: Function, event: Event, symbols: Symbols, near: str) -> frozenset[str]:
    """The methods with which a call in a function may be reached: those of the ways out that lie behind it."""
    bit = 1 << function.events.index(event)
    behind = [way for way in function.exits if way.seen & bit]
    return frozenset().union(*(methods_of(w.path, symbols, near) for w in behind)) if behind else ALL_METHODS
