"""The route table of a project, and the ways to look into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lint307.core.sites import Route
from lint307.core.values import Call
from lint307.project import declaring, paths, registering, urlconf
from lint307.project.context import Context
from lint307.project.mounting import Own, Parent, Tree
from lint307.project.turns import turns

_ANYTHING = "<"


@dataclass
class Routes:
    """All routes, and the tables to find them by handler, view class and name."""

    all: tuple[Route, ...]
    by_handler: dict[str, list[Route]] = field(default_factory=dict)
    by_view: dict[str, list[Route]] = field(default_factory=dict)
    by_name: dict[str, list[Route]] = field(default_factory=dict)
    by_place: dict[str, list[Route]] = field(default_factory=dict)
    _by_start: dict[str, list[tuple[int, Route]]] = field(default_factory=dict)

    @classmethod
    def of(cls, ctx: Context) -> Routes:
        routes = cls(tuple(_collect(ctx)))
        for number, route in enumerate(routes.all):
            if route.path is not None:
                routes._by_start.setdefault(_start(route.path), []).append((number, route))
            if route.handler is not None:
                routes.by_handler.setdefault(route.handler, []).append(route)
            if route.view is not None:
                routes.by_view.setdefault(route.view, []).append(route)
            for name in route.names:
                routes.by_name.setdefault(name, []).append(route)
            for place in route.above:
                routes.by_place.setdefault(place, []).append(route)
        return routes

    def near(self, target: str) -> list[Route]:
        """The routes whose rules may match a path: those that begin alike, and those that begin with a placeholder."""
        starts = {_start(target), _ANYTHING}
        return [route for _, route in sorted(pair for s in starts for pair in self._by_start.get(s, ()))]

    def at(self, target: str, app: str | None = None) -> list[Route]:
        """The routes whose rule a path matches: those of the application if there are any, written out most."""
        found = of_app([r for r in self.near(target) if paths.matches(target, r.path or "")], app)
        best = max((paths.closeness(r.path or "") for r in found), default=0)
        return [r for r in found if paths.closeness(r.path or "") == best]


def _start(path: str) -> str:
    """The first segment of a path; _ANYTHING where it is none that is written out."""
    start = "/".join(path.split("/", 2)[:2])
    return _ANYTHING if "<" in start else start


def of_app(found: list[Route], app: str | None) -> list[Route]:
    """Those routes that an application answers, or may answer; all of them when the application is not known."""
    return found if app is None else [r for r in found if r.app in (None, app)]


def _collect(ctx: Context) -> Iterator[Route]:
    tree = Tree.of(ctx)
    for found in urlconf.routes(ctx):
        if isinstance(found, Route):
            yield found
        else:
            tree.hang(found.identity, Parent(found.app, found.prefix))
            tree.own |= {found.app: Own(is_app=True)} if found.app else {}
    declared = registering.declarations(ctx)
    shorts = frozenset(name.rpartition(".")[2] for name in declared)
    inside = {id(d.call) for each in declared.values() for d in each}
    for file in ctx.symbols.files.values():
        for function in file.functions:
            for decorator in function.decorators:
                plain = registering.unwrapped(decorator, file.module, ctx)
                yield from declaring.decorated(plain, function, None, file, tree, ctx)
                for call in registering.at_decorator(decorator, function.name, file.module, declared, ctx):
                    yield from declaring.called(call, file, tree, ctx)
        for cls in file.classes:
            for decorator in cls.decorators:
                plain = registering.unwrapped(decorator, file.module, ctx)
                yield from declaring.decorated(plain, None, cls, file, tree, ctx)
                for call in registering.at_decorator(decorator, cls.name, file.module, declared, ctx):
                    yield from declaring.called(call, file, tree, ctx)
        for registration in file.registrations:
            if id(registration.call) not in inside:
                for call in turns(registration.call, file.module, ctx):
                    yield from declaring.called(call, file, tree, ctx)
        for event in (e for f in file.functions for e in f.events) if declared else ():
            if isinstance(event.value, Call) and registering.last(event.value) in shorts:
                for call in registering.at_call(event.value, file.module, declared, ctx):
                    yield from declaring.called(call, file, tree, ctx)
