"""Evidence to a judgement. The order of the evidence is here and nowhere else."""

from __future__ import annotations

from lint307.core.findings import Witness
from lint307.core.http import KEEPING, PERMANENT, SAFE_METHODS, TURNING
from lint307.core.sites import Case, Judgement
from lint307.core.values import Call, Caught, Lit, Op, Param, Test, Text, Value, dotted, within
from lint307.judging import acts as acts_of
from lint307.judging import duration, witnesses
from lint307.judging import vocabulary as words
from lint307.judging.arrivals import is_for_old_clients, is_nobodys_choice, possible_methods, unsafe_methods
from lint307.judging.witnesses import last_name

# What a hook that merely rewrites the URL does not do.
_SERIOUS = ("session", "commit", "save", "login", "logout")


def judge(case: Case) -> Judgement:
    """What a redirect means on one way of reaching it, and for how long."""
    lasting, evidence = duration.of(case)
    meaning, certainty, said = _meaning(case)
    return Judgement(meaning, certainty, lasting, tuple(said), evidence)


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
    taken = _is_taken_there(case, unsafe)
    if taken and "GET" not in (case.target.accepts or case.target.takes):
        return "undecided", "none", [here]  # whatever was done here, no other status would be taken there
    really = [a for a in acts if a.kind != "flash" or not thin]
    if case.reach.kind == "hook":  # it prepares what comes after it
        really = [a for a in really if not a.message.endswith("and goes on")]
    refusals = list(witnesses.refused(case))
    login = witnesses.login_target(case)
    if _is_said_to_repeat(case):
        return "undecided", "none", [here]
    if really:
        return "look", "strong", [here, *_first(really), *bodies[:2]]
    if taken and _is_other_form(case):
        return "undecided", "none", [here]
    if refusals and case.target.kind not in ("rewritten",):
        return "look", "strong", [here, *_first(refusals), *bodies[:2]]
    on_purpose = taken and not is_nobodys_choice(case)
    if login is not None and not (thin and not bodies and on_purpose):
        return "look", "strong", [here, login, *bodies[:2]]
    chosen_by_nobody = case.sent.status in KEEPING and is_nobodys_choice(case)
    if bodies and chosen_by_nobody:
        return "look", "strong", [here, _by_default(case), *bodies[:2]]
    declared_body = [b for b in case.body if b.declared]
    if thin and declared_body:
        return "look", "strong", [here, *bodies[:2]]
    if thin and not bodies and case.reach.kind == "route" and acts_of.is_quiet(case):
        moved = list(witnesses.moved(case))
        like = witnesses.corresponds(case)
        answers = case.target.accepts is None or bool(unsafe & case.target.accepts)
        if answers and (like is not None or moved) and case.target.kind in ("route", "path"):
            reasons = [w for w in (like, *moved[:1], witnesses.destination(case)) if w is not None]
            return "repeat", "strong", [here, *reasons]
    if case.sent.status in KEEPING and case.reach.kind == "route":
        if not thin and is_nobodys_choice(case):
            return "look", "strong", [here, _by_default(case), *bodies[:2]]
        if thin and not bodies:
            nothing = Witness("thin", "the handler does nothing but redirect", case.site.function.name_span)
            return "repeat", "strong", [here, nothing]
    return "undecided", "none", [here, *bodies[:1]]


def _is_taken_there(case: Case, unsafe: frozenset[str]) -> bool:
    """Whether the request is repeated, and the destination is known to take it."""
    chosen = not is_nobodys_choice(case)
    takes = case.target.takes if case.target.accepts is None and chosen else case.target.accepts or frozenset()
    return case.sent.status in KEEPING and bool(unsafe & takes)


def _is_said_to_repeat(case: Case) -> bool:
    """Whether a comment in the function says that the request shall be repeated, where its status is written out."""
    if case.sent.status not in KEEPING or is_nobodys_choice(case):
        return False
    written = (c for way in case.site.function.exits for c in (*way.comments, *way.above))
    return any(words.REPEATING.search(comment.text) for comment in (*written, *case.site.function.comments))


def _is_other_form(case: Case) -> bool:
    """Whether it leads to its own route because an argument should be another, which stands in the target instead."""
    if not case.target.own or case.sent.location is None:
        return False
    written = tuple(within(case.sent.location))
    for test, _ in witnesses.tests(case.reach.path + case.sent.path):
        for part in within(test):
            match part:
                case Op(sign="!=" | "==", operands=(one, other)) if isinstance(one, Param) != isinstance(other, Param):
                    wanted = one if isinstance(other, Param) else other
                    if any(_same(wanted, there) for there in written):
                        return True
                case Op(sign="not in", operands=(Param() as asked, _)):
                    if not any(_same(asked, there) for there in written):
                        return True
    return False


def _same(one: Value, other: Value) -> bool:
    """Whether two values are written alike, wherever they stand."""
    return type(one) is type(other) and dotted(one) == dotted(other) and not isinstance(one, (Lit, Text))


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
        return None if thin and is_for_old_clients(case) else ("look", [*_first(acts), said])
    fits = "GET" not in accepts and bool(possible_methods(case) & accepts) and acts_of.is_quiet(case)
    if fits and case.reach.kind in ("route", "view") and thin and not any(b.declared for b in case.body):
        return "repeat", [said]
    return None


def _by_request_url(
    case: Case, unsafe: frozenset[str], acts: list[Witness], bodies: list[Witness], thin: bool
) -> tuple[str, list[Witness]] | None:
    """Proof 2 and 3: the Location is the request's own URL, unchanged or rewritten."""
    location = case.sent.location
    if location is None or not (unsafe or case.sent.status == 301):
        return None
    own = case.target.own and not case.target.changed and "GET" in (case.target.accepts or ())
    if case.target.kind == "same" or (own and case.target.kind == "route" and not _is_other_form(case)):
        if case.reach.kind in ("route", "view"):
            return "look", [*_first(acts), Witness("reload", "it leads back to the URL of the request", location.span)]
        return None
    if case.target.kind != "rewritten" or case.target.for_looking:
        return None
    said = Witness("rewritten", "the Location is the request's own URL, rewritten", location.span)
    if _asks_to_sign_in(case) or _found_content(case) or acts_of.is_answered_before(case):
        return None
    if case.reach.kind in ("hook", "handler", "decorator"):
        is_serious = any(a.kind == "acted" and any(word in a.message for word in _SERIOUS) for a in acts)
        return None if is_serious else ("repeat", [said])
    did_nothing = not case.reach.declared and not acts and not bodies and not _fetches(case)
    if _serves_files(case):
        return None
    if case.sent.status == 301 and did_nothing and case.reach.kind in ("view", "route", "helper"):
        return "repeat", [said]
    return ("repeat", [said]) if thin and not bodies and case.reach.declared else None


def _serves_files(case: Case) -> bool:
    """Whether its route or its name speaks of files."""
    path = (case.reach.route.path or "") if case.reach.route is not None else ""
    said = [case.site.function.short, *path.split("/")]
    return any(words.words(piece) & words.OF_FILES for piece in said)


def _found_content(case: Case) -> bool:
    """Whether the redirect depends on content that was looked up: that is shown by GET, whatever was asked."""
    if any(isinstance(c, Caught) for c in case.reach.path):
        return True
    asked_for = list(witnesses.tests(case.reach.path + case.sent.path))
    if any(isinstance(p, Call) and last_name(p.func) == "exists" for test, _ in asked_for for p in within(test)):
        return True
    return any(
        witnesses.looks_up(part)
        for test, _ in asked_for
        for asked in within(test)
        if isinstance(asked, Op) and asked.sign in ("is", "is not", "not")
        for part in within(asked)
    )


def _fetches(case: Case) -> bool:
    """Whether content is fetched on the way, and the redirect comes of itself: the address is a page's."""
    calls = (e.value for _, e in case.reach.events if e.kind == "call")
    return any(witnesses.looks_up(call) and "404" in last_name(call) for call in calls)


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


def is_test(case: Case) -> bool:
    """Whether the code is a test's, or what a test sets up: what is odd there is odd on purpose."""
    module = case.site.module
    inside = case.site.function.name.removeprefix(f"{module}.").split(".")
    in_tests = module.rpartition(".")[2].startswith(("test_", "conftest"))
    if any(words.OF_TESTS.search(part) for part in inside):
        route = case.reach.route  # `def test_hook()` below `@app.post("/hooks/test")` is what the application answers
        return in_tests or len(inside) > 1 or route is None or route.handler != case.site.function.name
    return case.reach.kind == "helper" and in_tests


def was_handled(case: Case, judged: Judgement) -> bool:
    """Whether the handler is seen to act on the request; a body that is read counts where GET does not come as well."""
    deeds = {"acted", "validated", "flash"} | (set() if "GET" in case.methods else {"body", "secret"})
    return any(w.kind in deeds for w in judged.witnesses)


def fitting(written: int | None, judged: Judgement) -> tuple[int | None, str]:
    """The status to send instead of one that is written and not sent, and why, where that is not the one written."""
    if judged.meaning == "look" and written in KEEPING | PERMANENT:
        return 303, "the request was answered here: send 303"
    if judged.meaning == "repeat" and written in TURNING:
        kept = 308 if written in PERMANENT else 307
        return kept, f"the request belongs at the target: send {kept}"
    return written, ""


def _first(found: list[Witness], most: int = 3) -> list[Witness]:
    """The weightiest witnesses, deeds before messages."""
    ordered = sorted(found, key=lambda w: w.kind == "flash")
    kept: list[Witness] = []
    for witness in ordered:
        if all(w.message != witness.message for w in kept):
            kept.append(witness)
    return kept[:most]
