"""Sites taken apart into cases: one response on one way, for the methods that lead to both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from lint307.core.facts import Event, FileFacts, Function
from lint307.core.http import ALL_METHODS, FOLLOWED, Arrival, arrival
from lint307.core.sites import UNKNOWN_TARGET, Case, Reach, Route, Sent, Site, Target
from lint307.core.values import AnyOf, Call, Caught, Lit, Test, Text, Value, dotted, within
from lint307.project.answering import FIRST_MATCH, Answering
from lint307.project.areas import renames_page
from lint307.project.beside import is_loose, is_shared
from lint307.project.bodies import bodies
from lint307.project.callers import callee
from lint307.project.decorating import as_written_above
from lint307.project.handing import hands_on
from lint307.project.hooking import runs_for
from lint307.project.lacking import lacks
from lint307.project.methods import methods_of, split
from lint307.project.sites import Program
from lint307.project.substitution import Bindings, bind_call, is_impossible, path_at, settled, substitute
from lint307.project.targets import Here, target_of

_LONGEST_CYCLE = 5
# These stand before handlers, and send every request on.
_BEFORE = frozenset({"hook", "decorator"})


@dataclass
class Cases:
    """The cases of a program, module by module."""

    program: Program
    _sites: dict[str, tuple[Site, ...]] = field(default_factory=dict)
    _shared: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def answering(self) -> Answering:
        return Answering(self.program.ctx, self.program.routes)

    def sites(self, module: str) -> tuple[Site, ...]:
        if module not in self._sites:
            self._sites[module] = tuple(self.program.sites(module))
        return self._sites[module]

    def of(self, module: str) -> Iterator[Case]:
        for site in self.sites(module):
            for sent in site.sent:
                for reach in site.reaches:
                    case = self._case(site, sent, reach)
                    if case is not None:
                        yield case

    def _case(self, site: Site, sent: Sent, reach: Reach) -> Case | None:
        symbols = self.program.ctx.symbols
        methods = reach.methods & methods_of(sent.path, symbols, site.module) & self._leading(sent, reach, site.module)
        if not methods and reach.methods:
            return None
        path = path_at((*reach.path, *sent.path), self._given(site, reach))
        if is_impossible(path):  # what this caller passes leads past the redirect
            return None
        sent, reach = as_written_above(site, sent, reach, self.program.ctx)
        target = self.target(site, sent, reach)
        unconditional = all(_is_about_methods(c, self.program, site.module) for c in (*reach.path, *sent.path))
        reach = replace(reach, events=tuple(self._with_called(reach)))
        case = Case(site, sent, reach, methods, target, tuple(bodies(reach, self.program.ctx)), (), unconditional)
        return replace(case, cycle=self._cycle(case))

    def run(self, module: str) -> None:
        """Look into what runs before a redirect of a module, and where a hook leads: what was not read is asked for."""
        for site in self.sites(module):
            for reach in site.reaches:
                for near, event in reach.events:
                    self._called(near, event, reach)
                if reach.kind in _BEFORE:
                    for sent in site.sent:
                        self.target(site, sent, reach)
                        self._leading(sent, reach, module)

    def _leading(self, sent: Sent, reach: Reach, near: str) -> frozenset[str]:
        """The methods for which the project's function that computes the Location gives back one."""
        called, symbols = sent.location if reach.kind in _BEFORE else None, self.program.ctx.symbols
        name = (
            callee(called, reach.chain[-1], near, self.program.ctx)
            if isinstance(called, Call) and reach.chain
            else None
        )
        if name is None or lacks(name, symbols):
            return ALL_METHODS
        file, function = symbols.body(name)
        ways = [w for w in function.exits if w.kind == "return" and w.value is not None]
        leading = [w for w in ways if not (isinstance(w.value, Lit) and w.value.value is None)]
        found = (methods_of(way.path, symbols, file.module) for way in leading)
        return frozenset().union(*found) if leading else ALL_METHODS

    def _with_called(self, reach: Reach) -> Iterator[tuple[str, Event]]:
        """The events of a way, and those of the project's functions that it calls, one level deep."""
        for module, event in reach.events:
            yield module, event
            called = self._called(module, event, reach)
            if called is not None:
                file, function = called
                yield from ((file.module, replace(e, discarded=False)) for e in function.events)

    def _called(self, near: str, event: Event, reach: Reach) -> tuple[FileFacts, Function] | None:
        """The project's function that runs here."""
        if event.kind != "call" or not isinstance(event.value, Call) or not reach.chain:
            return None
        name = callee(event.value, reach.chain[-1], near, self.program.ctx)
        return self.program.ctx.symbols.body(name) if name is not None else None

    def _given(self, site: Site, reach: Reach) -> Bindings:
        """What the caller passes for the parameters of a helper."""
        if reach.call is None or site.function.name not in self.program.ctx.symbols.functions:
            return {}
        receiver = reach.call[1].func if site.function.owner is not None else None
        return bind_call(site.function, reach.call[1], receiver)

    def target(self, site: Site, sent: Sent, reach: Reach) -> Target:
        """Where a response leads on this way; parameters of a helper are what its caller passes."""
        program, value, near = self.program, sent.location, site.module
        if value is None:
            return UNKNOWN_TARGET
        value = substitute(value, self._given(site, reach))
        value = settled(value, (*reach.path, *sent.path))
        blueprints = tuple(n.rpartition(".")[0] for n in reach.route.names) if reach.route else ()
        app = reach.route.app if reach.route else None
        found = target_of(value, sent, Here(program.routes, program.ctx, near, blueprints, app))
        if found.kind == "rewritten" and found.routes:
            return replace(found, routes=(), for_looking=all(self.answering.is_for_looking(r) for r in found.routes))
        if found.kind == "same":
            return self._back(found, reach, value)
        if found.kind == "rewritten" and reach.kind in ("view", "route") and not reach.declared:
            return replace(found, for_looking=renames_page(value))  # nobody says that more than a look leads there
        if found.kind not in ("route", "path") or not found.routes:
            return found
        accepts = self.answering.accepted(found.routes)
        if (
            accepts is not None
            and "GET" not in accepts
            and found.text.startswith("/")
            and self._has_other_routers(value, found.routes[0])
        ):
            accepts = None
        takes = frozenset().union(*(self.answering.of(r) or frozenset() for r in found.routes))
        own, hooked = self._is_own(found, reach), runs_for(reach, found.routes, program.ctx)
        return replace(found, accepts=accepts, takes=takes, own=own, hooked=hooked)

    def _back(self, found: Target, reach: Reach, location: Value) -> Target:
        """The request's own URL, with the methods that it answers where GET is surely not one of them."""
        route = reach.route
        if route is None or reach.kind != "route" or any(dotted(v).endswith("base_url") for v in within(location)):
            return found
        accepts = self.answering.accepted((route,))
        return found if accepts is None or "GET" in accepts else replace(found, routes=(route,), accepts=accepts)

    def _has_other_routers(self, target: Value, route: Route) -> bool:
        """Whether a path that is written out may be answered by an application that stands beside the known routes."""
        if not isinstance(target, (Lit, Text)):
            return False
        if route.framework not in FIRST_MATCH and is_loose(route, self.program.ctx):
            return True  # no application is seen to take it, nor what else that takes
        package = self.program.ctx.symbols.modules.top_package(route.module)
        others = (r for r in self.program.routes.all if r.path == route.path and r.framework != route.framework)
        if any(f"{r.module}.".startswith(f"{package}.") or not package for r in others):
            return True
        if package not in self._shared:
            self._shared[package] = is_shared(package, self.program.ctx)
        return self._shared[package]

    def _is_own(self, target: Target, reach: Reach) -> bool:
        own = reach.route
        return own is not None and any(
            r.handler == own.handler and r.view == own.view and r.path == own.path for r in target.routes
        )

    def _cycle(self, case: Case) -> tuple[str, ...]:
        """The routes by which a plain GET comes back to where it started, by redirects under no condition."""
        start = case.reach.route
        if (
            start is None
            or start.path is None
            or not case.unconditional
            or case.sent.status not in FOLLOWED
            or case.site.exit == "discard"
        ):
            return ()
        if "GET" not in case.methods and arrival(case.sent.status, "POST") is not Arrival.REPEATED:
            return ()
        arriving = frozenset({"GET"}) if "GET" in case.methods else case.methods
        passed: list[str] = []
        target, function, route, location = case.target, case.site.function, start, case.sent.location
        for _ in range(_LONGEST_CYCLE):
            if target.kind != "route" or target.changed or target.path is None or len(target.routes) != 1:
                return ()
            if not hands_on(function, location, route.path, target.path):
                return ()
            passed.append(target.path)
            if target.path == start.path:
                found = target.routes[0]  # of the same path in another blueprint the prefix may not be known
                return tuple(passed) if (found.handler, found.view) == (start.handler, start.view) else ()
            following, answers = self._following(target.routes[0]), self.answering.of(target.routes[0])
            if following is None or not (answers is None or answers & arriving):
                return ()
            route = target.routes[0]
            target, function, location = following
        return ()

    def _following(self, route: Route) -> tuple[Target, Function, Value | None] | None:
        """Where a route's handler redirects every GET to, and that by what; None when it may do anything else."""
        ctx = self.program.ctx
        if route.handler is None or route.handler not in ctx.symbols.functions:
            return None
        file, function = ctx.symbols.functions[route.handler]
        ways = [w for w in function.exits if w.kind in ("return", "raise", "end")]
        if len(ways) != 1 or ways[0].path or function.decorators[1:]:
            return None
        for site in self.sites(file.module):
            if (
                site.function.name == function.name
                and site.exit == "return"
                and len(site.sent) == 1
                and site.sent[0].status in FOLLOWED
            ):
                here = next((r for r in site.reaches if r.route is not None and r.route.path == route.path), None)
                found = self.target(site, site.sent[0], here) if here is not None else None
                return (found, function, site.sent[0].location) if found is not None else None
        return None


def _is_about_methods(condition: Test | Caught | AnyOf, program: Program, near: str) -> bool:
    """Whether a condition only asks for the request's method."""
    match condition:
        case Test(value=value):
            yes, no = split(value, program.ctx.symbols, near)
            return yes != ALL_METHODS and no != ALL_METHODS and not yes & no
        case AnyOf(paths=paths):
            return all(_is_about_methods(c, program, near) for p in paths for c in p)
    return False
