"""What the target of a redirect depends on, besides the URL that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint307.core.findings import Witness
from lint307.core.http import PERMANENT, SAFE_METHODS
from lint307.core.sites import Case
from lint307.core.values import Arg, Attr, Call, Choice, Item, Lit, Name, Op, Param, Test, Value, dotted, parts, within
from lint307.judging import acts, witnesses
from lint307.judging import vocabulary as words
from lint307.judging.witnesses import last_name, names_in, names_of

_LOOKUP = re.compile(r"^get$|^get_.*or_404$|^(?:get|find|load|fetch)_(?:object|one)|_or_404$")
_NUMBERED = re.compile(r"/v?\d[\w.-]*(?:/|$)")
# Parameters of a view that are no part of its URL.
_NO_KEYS = frozenset({"self", "cls", "request", "req", "user", "current_user", "session", "db"})
_OF_CLIENTS = ("the target depends on the session", "the target depends on the user")
_OWN = frozenset("path path_info full_path get_full_path url uri build_absolute_uri".split())
_SWITCHES = frozenset("waffle feature flag flags maintenance switch_is_active flag_is_active".split())
_OF_USERS = frozenset("user account member session locale lang language".split())


def changing(case: Case) -> list[Witness]:
    """What makes the answer differ between two requests for the same URL."""
    value = case.sent.location
    if value is None:
        return []
    found = []
    if witnesses.depends_on_next(value):
        found.append(Witness("changing", "the request says where to go next", value.span))
    for part in (*_told(value), *(p for handed in _handed(case) for p in _told(handed))):
        said = _state(part) or ("the target depends on the user" if _is_injected_user(part, case) else None)
        if said is not None and all(w.message != said for w in found) and not _is_measured(part, case):
            found.append(Witness("changing", said, part.span))
    if not found and case.sent.status in PERMANENT and _is_for_the_latest(case, value):
        said = "which is the latest, or the random one, changes"
        found.append(Witness("changing", said, case.site.function.name_span))
    for condition in (*case.reach.path, *case.sent.path):
        if isinstance(condition, Test):
            said = _state_of_test(condition.value)
            if said is None and _asks_of_the_user(condition.value) and _answers_otherwise(condition, case):
                said = "whether it redirects depends on the user"
            if said is None and (
                witnesses.login_target(case) or (_leads_elsewhere(condition, case) and not _is_own_address(value, case))
            ):
                said = _decides(condition.value, case)
            if said is not None:
                found.append(Witness("changing", said, condition.value.span))
    choices = (option for part in _told(value) if isinstance(part, Choice) for option in part.options)
    for condition in (condition for option in choices for condition in option.path):
        said = _decides(condition.value, case) if isinstance(condition, Test) else None
        if isinstance(condition, Test) and said is not None and all(w.message != said for w in found):
            found.append(Witness("changing", said, condition.value.span))
    # A handler that does nothing else may well tell of the move for which it is there.
    if case.sent.status in PERMANENT and case.methods <= SAFE_METHODS and not case.unconditional:
        flashes = (w for w in acts.acted(case) if w.kind == "flash")
        found += [Witness("changing", "the message beside it is for this time only", w.span, w.path) for w in flashes]
    return found


def _decides(test: Value, case: Case) -> str | None:
    """What of the client's state a test asks for that decides between targets."""
    if _state_of_test(test) is not None:
        return "the target depends on the session"
    told = (
        _state(p) or ("the target depends on the user" if _is_injected_user(p, case) else None) for p in _told(test)
    )
    return next((said for said in told if said in _OF_CLIENTS), None)


def _answers_otherwise(condition: Test, case: Case) -> bool:
    """Whether the function returns something on the other side of a test: raising only keeps others out."""
    other = Test(condition.value, not condition.holds)
    return any(way.kind == "return" and way.value is not None and other in way.path for way in case.site.function.exits)


def _leads_elsewhere(condition: Test, case: Case) -> bool:
    """Whether on the other side of a test the function redirects too, or runs the view that it decorates."""
    return any(
        isinstance(way.value, Call)
        and ("redirect" in last_name(way.value.func).lower() or isinstance(way.value.func, Param))
        and Test(condition.value, not condition.holds) in way.path
        for way in case.site.function.exits
        if way.kind == "return"
    )


def _is_own_address(target: Value, case: Case) -> bool:
    """Whether the URL that was asked for was compared with the target: there the same guards ask again."""
    return any(
        isinstance(test, Op)
        and test.sign in ("!=", "==")
        and target in test.operands
        and any(last_name(o) in _OWN and names_in(o) & {"request"} for o in test.operands)
        for test, _ in witnesses.tests(case.reach.path + case.sent.path)
    )


def _is_measured(part: Value, case: Case) -> bool:
    """Whether it only stands in for a value that was not given, and that is compared with a number on the way."""
    for test, _ in witnesses.tests(case.reach.path + case.sent.path):
        match test:
            case Op(sign="<" | "<=" | ">" | ">=", operands=(Choice() as asked, Lit())):
                if any(inner == part for inner in within(asked)):
                    return True
    return False


def _handed(case: Case) -> Iterator[Value]:
    """What Django's `redirect` hands to the pattern that it is given by name."""
    call = case.sent.call
    if case.sent.by_name and call is not None and not case.sent.via:
        yield from (a.value for a in call.args if a.keyword not in ("permanent", "preserve_request", "max_length"))


def _is_for_the_latest(case: Case, target: Value) -> bool:
    """Whether the handler, its route or what is asked for on the way is called so, and the target is looked up."""
    if case.reach.kind not in ("route", "view", "helper"):
        return False
    segments = (case.reach.route.path or "").split("/") if case.reach.route is not None else []
    called = frozenset(w for name in (case.site.function.short, *segments) for w in words.words(name))
    told = (part for value in (target, *_handed(case)) for part in _told(value))
    known = [part for part in told if isinstance(part, (Call, Item, Attr))]
    asked = frozenset(w for part in known for w in words.words(last_name(part)))
    if any(_gives_current(part) for part in known):
        return True
    looked_up = any(last_name(part) not in words.LOOKING and not _is_of_request(part) for part in known)
    is_a_release = isinstance(target, Lit) and _NUMBERED.search(str(target.value))  # `/docs/latest/` to `/docs/5.0/`
    return bool((asked | called if looked_up or is_a_release else asked) & words.LATEST)


def _gives_current(part: Value) -> bool:
    """`current_season()`, `get_active_campaign()`: what there is one of at a time."""
    named = words.words(last_name(part.func)) if isinstance(part, Call) else frozenset()
    return bool(named & {"current", "active"} and named & words.PERIODS)


def _is_of_request(part: Value) -> bool:
    """`request.host` and `request.view_args["id"]`, which the URL that was asked for says."""
    named = (dotted(inner).split(".") for inner in within(part) if isinstance(inner, (Name, Param)))
    return any(set(pieces) & {"request", "req"} for pieces in named)


def _told(value: Value) -> Iterator[Value]:
    """The value and what is inside it, without what goes into an object that is made or found: that has other ends."""
    stack = [value]
    while stack:
        top = stack.pop()
        yield top
        is_made = isinstance(top, Call) and last_name(top.func)[:1].isupper()
        stack.extend(() if is_made or _is_found_by_url(top) else reversed(parts(top)))


def _is_found_by_url(value: Value) -> bool:
    """Whether a lookup takes a parameter of the URL: the user beside it says who may see what is found, not what is."""
    if not isinstance(value, Call) or not _LOOKUP.search(last_name(value.func)):
        return False
    inside = [part for arg in value.args for part in within(arg.value)]
    return any(
        (isinstance(part, Param) and part.name not in _NO_KEYS)
        or (isinstance(part, Item) and last_name(part.base) in ("kwargs", "view_args", "path_params"))
        for part in inside
    )


def _state(part: Value) -> str | None:
    match part:
        case Call(func=func):
            name = last_name(func)
            chain = words.words(name)
            if chain & words.CHANCE and not chain & {"field"}:
                return "the target depends on chance"
            if name in ("now", "today", "utcnow", "localdate", "localtime", "time"):
                return "the target depends on the time"
            if name in ("get_language", "get_locale", "get_language_from_request"):
                return "the target depends on the language"
            if isinstance(func, Name) and func.path.endswith((".session.get", ".session.pop")):
                return "the target depends on the session"
        case Attr(base=base, name=name):
            if name in ("user", "current_user") and _is_request(base):
                return "the target depends on the user"
            if name in ("session", "COOKIES", "cookies") and _is_request(base):
                return "the target depends on the session"
            if name in ("accept_languages", "LANGUAGE_CODE") and _is_request(base):
                return "the target depends on the language"
            if name == "user_agent" and _is_request(base):
                return "the target depends on the browser"
        case Name(path=path):
            pieces = path.split(".")
            if path in ("flask.session", "quart.session", "flask.g", "quart.g") or "current_user" in pieces:
                return "the target depends on the session"
            held = pieces[pieces.index("g") + 1 :] if "g" in pieces else []
            if held and words.words(held[0]) & _OF_USERS:
                return "the target depends on the user"
            if "request" in pieces and "accept_languages" in pieces:
                return "the target depends on the language"
            if "request" in pieces and "user_agent" in pieces:
                return "the target depends on the browser"
        case Item(base=Name(path=path)):
            if path.rpartition(".")[2] == "session":
                return "the target depends on the session"
        case Lit(value="Accept-Language" | "accept-language" | "HTTP_ACCEPT_LANGUAGE"):
            return "the target depends on the language"
    return None


def _is_injected_user(part: Value, case: Case) -> bool:
    """Whether it is a parameter that a dependency fills with the user, not one of the URL."""
    if not (isinstance(part, Param) and part.name in ("user", "current_user")):
        return False
    given = next((p for p in case.site.function.parameters if p.name == part.name), None)
    said = [value for value in (given.annotation, given.default) if value is not None] if given is not None else []
    return any(names_in(value) & {"depends", "security", "user"} for value in said)


def _is_request(value: Value) -> bool:
    return last_name(value).strip("_") in ("request", "req")


def _state_of_test(test: Value) -> str | None:
    found = names_of(_told(test))
    if found & {"authenticated", "is_authenticated", "is_anonymous", "current_user"} or (
        found & {"session"} and ("request" in found or any(_is_session(part) for part in _told(test)))
    ):
        return "whether it redirects depends on the session"
    texts = {str(p.value).lower().replace("_", "-") for p in _told(test) if isinstance(p, Lit)}
    if texts & {"user-agent", "http-user-agent"} or {"user", "agent"} <= found:
        return "whether it redirects depends on the browser"
    told = {word for text in texts for word in words.words(text.replace("-", "_"))}
    if found & _SWITCHES or "maintenance" in told:
        return "whether it redirects depends on a switch"
    return None


def _asks_of_the_user(test: Value) -> bool:
    """`request.user.is_active`"""
    flags = (part.base for part in _told(test) if isinstance(part, Attr) and part.name.startswith("is_"))
    return any(isinstance(of, Attr) and of.name == "user" and _is_request(of.base) for of in flags)


def _is_session(part: Value) -> bool:
    match part:
        case Call(func=Name(path=path), args=[Arg(value=Lit(value=str())), *_]):
            return path.endswith(".session.get")
        case Name(path=path):
            return path.endswith(".session")
    return False
