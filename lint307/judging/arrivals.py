"""With which methods requests come to a redirect, and how they arrive where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lint307.core.http import (
    FOLLOWED,
    KEEPING,
    METHOD_ORDER,
    SAFE_METHODS,
    SCRIPTED_METHODS,
    UNSAFE_METHODS,
    Arrival,
    arrival,
)
from lint307.core.sites import Case
from lint307.core.values import AnyOf, Caught
from lint307.judging import witnesses
from lint307.judging.acts import is_logging

_HOOKS = frozenset({"hook", "handler", "decorator", "guard", "dependency"})
# What a request brings along unchanged, and what another request may put differently.
_STATE = frozenset({"session", "user", "current_user", "authenticated"})
_QUESTION = frozenset({"args", "get", "params", "query", "form", "files", "method"})


def unsafe_methods(case: Case) -> frozenset[str]:
    """The methods with a body that are known to come here: by declaration, by a test, or because every method does."""
    if case.reach.declared or case.reach.kind in _HOOKS:
        return case.methods & UNSAFE_METHODS
    if case.reach.kind in ("helper", "view") and case.body and case.sent.written.how in ("default", "class"):
        return case.methods & {"POST"}  # what reads a form is sent one
    return frozenset()


def is_nobodys_choice(case: Case) -> bool:
    """Whether nobody chose the status: a class that sends 307 where its framework's own classes never do is chosen."""
    how = case.sent.written.how
    return how == "default" or (how == "class" and case.sent.framework not in ("django", "drf", "flask", "quart"))


def possible_methods(case: Case) -> frozenset[str]:
    """The unsafe methods that can come here, be it only because nothing keeps them out."""
    own_url = case.target.kind == "rewritten" and case.sent.status == 301
    any_may = case.sent.kind == "view" or own_url
    return unsafe_methods(case) or (case.methods & UNSAFE_METHODS if any_may else frozenset())


def turned_methods(case: Case) -> frozenset[str]:
    """The unsafe methods that come here and that every client turns into a GET."""
    status = case.sent.status
    return frozenset(m for m in possible_methods(case) if status is not None and arrival(status, m) is Arrival.AS_GET)


def scripted_methods(case: Case) -> frozenset[str]:
    """PUT, PATCH and DELETE where the code names them, not where every method or every form may come.

    Scripts send them; where these are answered otherwise, by 200 and a header for them, forms are left.
    """
    if any(sent.status == 200 for sent in case.site.sent):
        return frozenset()
    if not case.reach.declared or case.methods >= UNSAFE_METHODS or "OTHER" in case.methods:
        return frozenset()
    scripted = case.methods & SCRIPTED_METHODS
    if case.site.function.owner is not None and case.reach.by_form:
        return frozenset()
    named = case.reach.kind in ("route", "view") and not (scripted <= {"PUT"} and "POST" in case.methods)
    only = case.reach.kind in ("handler", "dependency") and case.site.methods <= SCRIPTED_METHODS
    return scripted if named or only else frozenset()


def refused_arrivals(case: Case) -> Iterator[tuple[str, str]]:
    """The methods that come here and arrive, as another method, where the destination answers 405."""
    accepts = case.target.accepts
    if accepts is None or case.target.kind not in ("route", "same") or case.sent.status is None:
        return
    known: frozenset[str] = frozenset()
    if case.reach.declared:
        known = case.methods
    elif case.reach.kind in ("view", "route"):
        known = case.methods & SAFE_METHODS
    for method in METHOD_ORDER:
        if method not in known or method in ("HEAD", "OPTIONS", "OTHER"):
            continue
        how = arrival(case.sent.status, method)
        arrives = {Arrival.REPEATED: method, Arrival.AS_GET: "GET"}.get(how)
        if arrives is not None and arrives not in accepts:
            yield method, arrives


def lost_with(case: Case, status: int | None) -> frozenset[str]:
    """The methods that would arrive with this status where the destination answers 405, and do not arrive so now."""
    after = refused_arrivals(replace(case, sent=replace(case.sent, status=status)))
    return frozenset(arrives for _, arrives in after) - {arrives for _, arrives in refused_arrivals(case)}


def comes_back(case: Case) -> bool:
    """Whether the same request leads here again, with nothing changed on the way."""
    if (
        case.sent.status not in FOLLOWED
        or not (case.unconditional or _asks_state_only(case))
        or case.site.exit != "return"
        or case.reach.kind not in ("route", "hook")
    ):
        return False
    if case.target.kind != "same" and not (
        case.target.kind == "route"
        and case.target.own
        and not case.target.changed
        and "<" not in (case.target.path or "<")
    ):
        return False
    if any(e.kind in ("store", "delete") or e.discarded for _, e in case.reach.events):
        return False
    if any(
        not case.site.span.holds(e.span) and not is_logging(e.value) and e.kind != "read" for _, e in case.reach.events
    ):
        return False
    kept = {m for m in case.methods if arrival(case.sent.status, m) is Arrival.REPEATED}
    return bool(kept & ({"GET"} | unsafe_methods(case)))


def _asks_state_only(case: Case) -> bool:
    """Whether all conditions ask for the session or the user, which nothing here changes."""
    for test, _ in witnesses.tests(case.reach.path + case.sent.path):
        names = witnesses.names_in(test)
        if not names & _STATE or names & _QUESTION:
            return False
    return not any(isinstance(c, (Caught, AnyOf)) for c in case.reach.path)


def is_for_old_clients(case: Case) -> bool:
    """Whether a route that is marked as deprecated hands the request on by a status of its own choice."""
    chosen = case.sent.status in KEEPING and not is_nobodys_choice(case)
    return chosen and case.reach.route is not None and case.reach.route.deprecated
