"""Evidence to a judgement. The order of the evidence is here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.findings import Witness
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
from lint307.core.sites import Case, Judgement
from lint307.core.values import AnyOf, Call, Caught, Op, Test, dotted, within
from lint307.judging import acts as acts_of
from lint307.judging import duration, witnesses
from lint307.judging import vocabulary as words

_HOOKS = frozenset({"hook", "handler", "decorator", "guard", "dependency"})


def judge(case: Case) -> Judgement:
    """What a redirect means on one way of reaching it, and for how long."""
    lasting, evidence = duration.of(case)
    meaning, certainty, said = _meaning(case)
    return Judgement(meaning, certainty, lasting, tuple(said), evidence)


def unsafe_methods(case: Case) -> frozenset[str]:
    """The methods with a body that are known to come here: by declaration, by a test, or because every method does."""
    known = case.reach.declared or case.reach.kind in _HOOKS
    if (
        not known
        and case.reach.kind in ("helper", "view")
        and case.body
        and case.sent.written.how in ("default", "class")
    ):
        return case.methods & {"POST"}  # what reads a form is sent one
    return case.methods & UNSAFE_METHODS if known else frozenset()


def _meaning(case: Case) -> tuple[str, str, list[Witness]]:
    if case.methods and case.methods <= SAFE_METHODS | {"OPTIONS"}:
        return "navigate", "proof", [witnesses.reaching(case)]
    unsafe = unsafe_methods(case)
    here = witnesses.reaching(case)
    acts = list(acts_of.acted(case))
    bodies = list(witnesses.body_taken(case))
    thin = is_thin(case, acts)

    found = _by_destination(case, unsafe, acts, thin) or _by_request_url(case, unsafe, acts, bodies, thin)
    if found is not None:
        return found[0], "proof", [here, *found[1]]
    if not unsafe:
        return "undecided", "none", [here]
    really = [a for a in acts if a.kind != "flash" or not thin]
    refusals = list(witnesses.refused(case))
    login = witnesses.login_target(case)
    if really:
        return "look", "strong", [here, *_first(really), *bodies[:2]]
    if refusals and case.target.kind not in ("rewritten",):
        return "look", "strong", [here, *_first(refusals), *bodies[:2]]
    if login is not None:
        return "look", "strong", [here, login, *bodies[:2]]
    chosen_by_nobody = case.sent.status in KEEPING and case.sent.written.how in ("default", "class")
    if bodies and chosen_by_nobody:
        return "look", "strong", [here, _by_default(case), *bodies[:2]]
    declared_body = [b for b in case.body if b.declared]
    if thin and declared_body:
        return "look", "strong", [here, *bodies[:2]]
    if thin and not bodies and case.reach.kind == "route":
        moved = list(witnesses.moved(case))
        like = witnesses.corresponds(case)
        answers = case.target.accepts is None or bool(unsafe & case.target.accepts)
        if answers and (like is not None or moved) and case.target.kind in ("route", "path"):
            reasons = [w for w in (like, *moved[:1], witnesses.destination(case)) if w is not None]
            return "repeat", "strong", [here, *reasons]
    if case.sent.status in KEEPING and case.reach.kind == "route":
        if not thin and case.sent.written.how in ("default", "class"):
            return "look", "strong", [here, _by_default(case), *bodies[:2]]
        if thin and not bodies:
            return (
                "repeat",
                "strong",
                [here, Witness("thin", "the handler does nothing but redirect", case.site.function.name_span)],
            )
    return "undecided", "none", [here, *bodies[:1]]


def _by_default(case: Case) -> Witness:
    form = case.sent.form.rpartition(".")[2]
    return Witness("default", f"nobody chose {case.sent.status}: it is what {form} sends", case.sent.span)


def _by_destination(
    case: Case, unsafe: frozenset[str], acts: list[Witness], thin: bool
) -> tuple[str, list[Witness]] | None:
    """Proof 1: the target's route answers GET but not the method that comes here, or the other way round."""
    accepts, said = case.target.accepts, witnesses.destination(case)
    if accepts is None or said is None or case.target.kind != "route":
        return None
    if "GET" in accepts and unsafe and not unsafe & accepts:
        return "look", [*_first(acts), said]
    possible = possible_methods(case)
    if "GET" not in accepts and possible & accepts and case.reach.kind in ("route", "view"):
        if thin and not any(b.declared for b in case.body):
            return "repeat", [said]
    return None


def _by_request_url(
    case: Case, unsafe: frozenset[str], acts: list[Witness], bodies: list[Witness], thin: bool
) -> tuple[str, list[Witness]] | None:
    """Proof 2 and 3: the Location is the request's own URL, unchanged or rewritten."""
    location = case.sent.location
    if location is None or not (unsafe or case.sent.status == 301):
        return None
    if case.target.kind == "same" or (
        case.target.own and not case.target.changed and "GET" in (case.target.accepts or ())
    ):
        if case.reach.kind in ("route", "view"):
            return "look", [*_first(acts), Witness("reload", "it leads back to the URL of the request", location.span)]
        return None
    if case.target.kind != "rewritten":
        return None
    said = Witness("rewritten", "the Location is the request's own URL, rewritten", location.span)
    if _asks_to_sign_in(case) or _found_content(case):
        return None
    if case.reach.kind in ("hook", "handler", "decorator"):
        serious = [
            a
            for a in acts
            if a.kind == "acted" and ("session" in a.message or "commit" in a.message or "save" in a.message)
        ]
        return None if serious else ("repeat", [said])
    if (
        case.sent.status == 301
        and not case.reach.declared
        and not acts
        and not bodies
        and case.reach.kind in ("view", "route", "helper")
    ):
        return "repeat", [said]
    return ("repeat", [said]) if thin and not bodies and case.reach.declared else None


def _found_content(case: Case) -> bool:
    """Whether the redirect depends on content that was looked up: that is shown by GET, whatever was asked."""
    if any(isinstance(c, Caught) for c in case.reach.path):
        return True
    looked_up = (
        p
        for test, _ in witnesses.tests(case.reach.path + case.sent.path)
        if isinstance(test, Op) and test.sign in ("is", "is not", "not")
        for p in within(test)
        if isinstance(p, Call)
    )
    return any(
        witnesses.last_name(p.func) in words.LOOKING_UP
        and not witnesses.names_in(p) & {"headers", "meta", "environ", "args"}
        for p in looked_up
    )


def _asks_to_sign_in(case: Case) -> bool:
    login = witnesses.login_target(case)
    return login is not None and login.kind == "login"


def is_thin(case: Case, acts: list[Witness]) -> bool:
    """Whether the handler only computes the target, logs, warns or flashes, and redirects."""
    if any(a.kind != "flash" for a in acts):
        return False
    if case.reach.kind not in ("route", "view"):
        return False
    conditions = [c for c in (*case.reach.path, *case.sent.path) if not (isinstance(c, Test) and _is_method_test(c))]
    return not conditions


def _is_method_test(condition: Test) -> bool:
    return any("method" in dotted(p).replace("()", "").split(".") for p in within(condition.value))


def turned_methods(case: Case) -> frozenset[str]:
    """The unsafe methods that come here and that every client turns into a GET."""
    status = case.sent.status
    return frozenset(m for m in (possible_methods(case)) if status is not None and arrival(status, m) is Arrival.AS_GET)


def possible_methods(case: Case) -> frozenset[str]:
    """The unsafe methods that can come here, be it only because nothing keeps them out."""
    own_url = case.target.kind == "rewritten" and case.sent.status == 301
    return unsafe_methods(case) or (
        case.methods & UNSAFE_METHODS if case.sent.kind == "view" or own_url else frozenset()
    )


def is_test(case: Case) -> bool:
    """Whether the code is a test's: what it throws away is thrown away on purpose."""
    function = case.site.function.short
    return case.reach.kind == "helper" and (
        function.startswith("test") or case.site.module.rpartition(".")[2].startswith(("test_", "conftest"))
    )


def was_handled(judged: Judgement) -> bool:
    """Whether the handler is seen to act on the request."""
    return any(w.kind in ("acted", "validated", "flash", "body", "secret") for w in judged.witnesses)


def scripted_methods(case: Case) -> frozenset[str]:
    """PUT, PATCH and DELETE where the code names them, not where every method or every form may come."""
    if not case.reach.declared or case.methods >= UNSAFE_METHODS or "OTHER" in case.methods:
        return frozenset()
    scripted = case.methods & SCRIPTED_METHODS
    if scripted == {"DELETE"} and case.site.function.owner is not None and case.reach.form_delete:
        return frozenset()
    return (
        scripted if case.reach.kind == "route" and not (scripted <= {"PUT"} and "POST" in case.methods) else frozenset()
    )


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
        case.target.own and not case.target.changed and "<" not in (case.target.path or "<")
    ):
        return False
    if any(e.kind in ("store", "delete") or e.discarded for _, e in case.reach.events):
        return False
    if any(
        not case.site.span.holds(e.span) and not acts_of.is_logging(e.value) and e.kind != "read"
        for _, e in case.reach.events
    ):
        return False
    kept = {m for m in case.methods if arrival(case.sent.status, m) is Arrival.REPEATED}
    return bool(kept & (SAFE_METHODS | unsafe_methods(case)))


def _asks_state_only(case: Case) -> bool:
    """Whether all conditions ask for the session or the user, which nothing here changes."""
    for test, _ in witnesses.tests(case.reach.path + case.sent.path):
        names = witnesses.names_in(test)
        if not names & {"session", "user", "current_user", "authenticated"} or names & {
            "args",
            "get",
            "params",
            "query",
            "form",
            "files",
            "method",
        }:
            return False
    return not any(isinstance(c, (Caught, AnyOf)) for c in case.reach.path)


def refused_arrivals(case: Case) -> Iterator[tuple[str, str]]:
    """The methods that come here and arrive, as another method, where the destination answers 405."""
    accepts = case.target.accepts
    if accepts is None or case.target.kind != "route" or case.sent.status is None:
        return
    known = (
        case.methods
        if case.reach.declared
        else case.methods & SAFE_METHODS
        if case.reach.kind in ("view", "route")
        else frozenset()
    )
    for method in METHOD_ORDER:
        if method not in known or method in ("HEAD", "OPTIONS", "OTHER"):
            continue
        how = arrival(case.sent.status, method)
        arrives = {Arrival.REPEATED: method, Arrival.AS_GET: "GET"}.get(how)
        if arrives is not None and arrives not in accepts:
            yield method, arrives


def _first(found: list[Witness], most: int = 3) -> list[Witness]:
    """The weightiest witnesses, deeds before messages."""
    ordered = sorted(found, key=lambda w: w.kind == "flash")
    kept: list[Witness] = []
    for witness in ordered:
        if all(w.message != witness.message for w in kept):
            kept.append(witness)
    return kept[:most]
