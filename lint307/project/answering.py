"""Which methods a URL answers: those of all routes that may be asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lint307.core.http import UNSAFE_METHODS
from lint307.core.sites import Route
from lint307.project import areas, paths, views
from lint307.project.context import Context
from lint307.project.lacking import lacks
from lint307.project.routes import Routes

# Django asks no other pattern when the first one that matches does not answer the method.
FIRST_MATCH = frozenset({"django", "drf", "ninja"})


@dataclass
class Answering:
    """The routes of a project, asked for methods."""

    ctx: Context
    routes: Routes
    _sharing: dict[object, tuple[Route, ...]] = field(default_factory=dict)

    def accepted(self, routes: tuple[Route, ...]) -> frozenset[str] | None:
        """The methods that the URL of these routes answers, whichever handler does; None when one may answer any."""
        final = any(r.framework in FIRST_MATCH for r in routes)
        urls = frozenset(r.path for r in routes if r.path is not None)
        if not urls and not final:
            return None  # any rule for everything may take it
        found: frozenset[str] = frozenset()
        sharing = self._rules_for(urls, frozenset(r.app for r in routes), final)
        for route in dict.fromkeys((*routes, *sharing)):
            answers = self.of(route)
            if answers is None:
                return None
            found |= answers
        return found or None

    def _rules_for(self, urls: frozenset[str], apps: frozenset[str | None], final: bool) -> tuple[Route, ...]:
        """The routes that may be asked for these URLs: of the same rule, and unless the first match is final, all
        whose rules match.
        """
        key = (urls, apps, final)
        if key not in self._sharing:
            found = {
                route: None
                for url in urls
                for route in self.routes.near(url)
                if route.path and (route.path == url or (not final and paths.matches(url, route.path)))
            }
            self._sharing[key] = tuple(r for r in found if None in apps or r.app is None or r.app in apps)
        return self._sharing[key]

    def of(self, route: Route) -> frozenset[str] | None:
        """The methods that a route's own handler answers; None when that cannot be told."""
        ctx = self.ctx
        if route.view is not None:
            declared = views.answered(route.view, route.module, ctx) if route.view in ctx.symbols.classes else None
            if route.methods is not None:
                behind = declared if route.framework == "django" else None  # a decorator in front of the view
                return route.methods if behind is None else route.methods & behind
            return declared
        allowed: frozenset[str] | None = None
        if route.handler is not None and route.handler in ctx.symbols.functions:
            file, function = ctx.symbols.functions[route.handler]
            allowed = views.restricted(function, file.module, ctx)
        if route.methods is None:
            return allowed
        return route.methods if allowed is None else route.methods & allowed

    def is_for_looking(self, route: Route) -> bool:
        """Whether nothing in a route's handler speaks of any method but GET."""
        answers, symbols = self.of(route), self.ctx.symbols
        if answers is not None:
            return not answers & UNSAFE_METHODS
        known = symbols.functions.get(route.handler or "")
        if known is None or lacks(known[1].name, symbols):
            return False
        return not areas.takes_more(known[1], known[0].module, symbols)
