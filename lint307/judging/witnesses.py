"""Facts of a case to evidence: one function for each kind of witness, none of which decides anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lint307.core.findings import Witness
from lint307.core.http import UNSAFE_METHODS, methods_in_words
from lint307.core.sites import Case
from lint307.core.values import (
    AnyOf,
    Attr,
    Call,
    Caught,
    Item,
    Lit,
    Name,
    Op,
    Param,
    Path,
    Test,
    Value,
    dotted,
    within,
)
from lint307.judging import vocabulary as words

_PARTS = re.compile(r"[^/:.\s]+")
_PLACE = re.compile(r"<[^<>]*>")


def last_name(value: Value) -> str:
    """What an attribute, a name or what is called is called: `json` of `request.json` and of `request.json()`."""
    return dotted(value).removesuffix("()").rpartition(".")[2]


def names_in(value: Value) -> frozenset[str]:
    """Every word of every name in a value."""
    return names_of(within(value))


def names_of(parts: Iterable[Value]) -> frozenset[str]:
    """Every word of every name among some values."""
    found: set[str] = set()
    for part in parts:
        match part:
            case Name(path=path):
                found |= words.words(path.rpartition(".")[2])
            case Attr(name=name) | Param(name=name):
                found |= words.words(name)
            case Item(key=Lit(value=str() as key)):
                found |= words.words(key)
    return frozenset(found)


def looks_up(value: Value) -> bool:
    """Whether it is a call that fetches content, not one that asks the request itself: `request.headers.get(…)`."""
    if not isinstance(value, Call) or last_name(value.func) not in words.LOOKING_UP:
        return False
    asked = {"request", "req", "headers", "META", "environ", "args"} & set(dotted(value.func).split("."))
    return not asked and not any(isinstance(p, Param) and p.name in ("scope", "environ") for p in within(value))


def tests(path: Path) -> Iterator[tuple[Value, bool]]:
    """The tests on a path, and whether they hold."""
    for condition in path:
        match condition:
            case Test(value=value, holds=holds):
                yield value, holds
            case AnyOf(paths=paths):
                for inner in paths:
                    yield from tests(inner)


def refused(case: Case) -> Iterator[Witness]:
    """Conditions on who asks and whether what is asked for exists; exceptions that were caught."""
    if case.reach.kind == "handler" and case.sent.written.how != "argument":
        yield Witness("refused", f"{case.site.function.short} answers an exception", case.site.function.name_span)
    for condition in case.reach.path + case.sent.path:
        if isinstance(condition, Caught):
            yield Witness("refused", "an exception was caught on the way here", condition.span)
        elif isinstance(condition, Test) and _is_guard(condition.value):
            yield Witness("refused", "it depends on who asks or on what exists", condition.value.span)


def _is_guard(test: Value) -> bool:
    if isinstance(test, Op) and test.sign in ("and", "or"):
        return any(_is_guard(o) for o in test.operands)
    if any(_is_request_method(p) for p in within(test)):
        return False
    match test:
        case Op(sign="is" | "is not", operands=given) if any(isinstance(o, Lit) and o.value is None for o in given):
            return True
        case Op(sign="not", operands=[Call() | Item()]) if not is_about_url(test):
            return True
        case Op(sign="not in", operands=(_, Name(path=path))) if "." in path and not is_about_url(test):
            return not names_in(test) & words.OF_KINDS  # `if number not in ORDERS:`
    return bool(names_in(test) & words.GUARDING) and not is_about_url(test)


def _is_request_method(value: Value) -> bool:
    return (isinstance(value, Attr) and value.name == "method") or (
        isinstance(value, Name) and value.path.endswith("request.method")
    )


def is_about_url(test: Value) -> bool:
    return bool(names_in(test) & words.OF_URLS)


def login_target(case: Case) -> Witness | None:
    """A target that asks for credentials, or that was chosen by `next`."""
    value = case.sent.location
    if case.sent.form.endswith(("redirect_to_login", "logout_then_login")):
        return Witness("login", "it leads to the login page", case.sent.span)
    if value is None:
        return None
    texts = [p.value for p in within(value) if isinstance(p, Lit) and isinstance(p.value, str)] + [case.target.text]
    found = frozenset(w for text in texts for p in _PARTS.findall(text) for w in words.words(p))
    if found & words.LOGIN or names_in(value) & (words.LOGIN | {"login_url", "login_view"}):
        return Witness("login", "it leads to a login page", value.span)
    if depends_on_next(value):
        return Witness("next", "the request says where to go next", value.span)
    return None


def depends_on_next(value: Value) -> bool:
    for part in within(value):
        match part:
            case Call(func=func, args=args) if last_name(func) in ("get", "pop", "getlist") and args:
                key = args[0].value
                if (
                    isinstance(key, Lit)
                    and isinstance(key.value, str)
                    and key.value.lower() in words.NEXT | {"http_referer"}
                ):
                    return True
            case Item(key=Lit(value=str() as key)) if key.lower() in words.NEXT | {"http_referer"}:
                return True
            case Param(name=name) if name.lower() in words.NEXT - {"back"}:
                return True
            case Attr(name="referrer" | "referer"):
                return True
            case Name(path=path) if path.endswith((".referrer", ".next_url")):
                return True
    return False


def destination(case: Case) -> Witness | None:
    """Which methods the target's route answers."""
    accepts = case.target.accepts
    if accepts is None or case.sent.location is None:
        return None
    shown = methods_in_words(accepts - {"HEAD", "OPTIONS"} or accepts)
    verb = "answers only" if len(accepts - {"HEAD", "OPTIONS"}) == 1 else "answers"
    place = case.target.routes[0]
    return Witness("destination", f"{case.target.text} {verb} {shown}", place.span, _file_of(case, place.module))


def _file_of(case: Case, module: str) -> str | None:
    return None if module == case.site.module else module


def moved(case: Case) -> Iterator[Witness]:
    """Words that say the resource has moved: comments and docstrings on this redirect, names of its handler."""
    site = case.site
    for comment in site.comments:
        if (hit := words.MOVED.search(comment.text)) is not None and not words.TEMPORARY.search(comment.text):
            yield Witness("moved", f"the comment says “{hit[0].strip()}”", comment.span)
    function = site.function
    if case.sent.kind == "view":
        names = case.reach.route.names if case.reach.route else ()
        named = frozenset(w for n in names for w in words.words(n.rpartition(":")[2])) & words.MOVED_NAME
        if named and case.reach.route is not None:
            yield Witness("moved", f"the route is called {names[0]}", case.reach.route.span)
        return
    for comment in function.comments if len(_ways(case)) <= 2 else ():
        if (hit := words.MOVED.search(comment.text)) is not None:
            yield Witness("moved", f"the comment says “{hit[0].strip()}”", comment.span)
    made = (last_name(w.value.func) for w in function.exits if isinstance(w.value, Call))
    tells = len(_ways(case)) <= 2 and not any(map(words.MAKING_PAGES.search, made))  # else they speak of the page
    hit = words.MOVED.search(function.docstring) if tells else None
    if hit is not None:
        yield Witness("moved", f"the docstring says “{hit[0].strip()}”", function.name_span)
    named = words.words(function.short) & words.MOVED_NAME
    if named and tells:
        yield Witness("moved", f"the handler is called {function.short}", function.name_span)
    route = case.reach.route
    if route is None:
        return
    if route.deprecated:
        yield Witness("moved", "the route is declared deprecated", route.span)
    owners = frozenset(w for n in route.names for w in words.words(n.replace(":", ".").rpartition(".")[0]))
    segments = frozenset(_segments(route.path or "")) - frozenset(_segments(case.target.path or ""))
    if (owners | segments) & words.MOVED_PLACE:
        place = route.path if segments & words.MOVED_PLACE else route.names[0]
        yield Witness("moved", f"the route is {place}", route.span)


def _ways(case: Case) -> tuple[object, ...]:
    return tuple(w for w in case.site.function.exits if w.kind in ("return", "raise"))


def corresponds(case: Case) -> Witness | None:
    """Whether the target reads like the same thing at another address: same last segment, or another version."""
    route = case.reach.route
    if route is None or route.path is None or case.target.path is None or case.sent.location is None:
        return None
    old, new = _segments(route.path), _segments(case.target.path)
    if not old or not new or old == new:
        return None
    span = case.sent.location.span
    plain = [[s for s in path if not words.VERSION.match(s)] for path in (old, new)]
    has_version = len(plain[0]) < len(old) or len(plain[1]) < len(new)
    if has_version and [s for s in plain[0] if s != "api"] == [s for s in plain[1] if s != "api"]:
        return Witness("corresponds", f"{case.target.path} is {route.path} in another version", span)
    fixed_old, fixed_new = [s for s in old if "<" not in s], [s for s in new if "<" not in s]
    if fixed_old and fixed_new and fixed_old[-1] == fixed_new[-1] and old.count("<>") == new.count("<>"):
        return Witness("corresponds", f"{case.target.path} ends as {route.path} does", span)
    return None


def _segments(path: str) -> list[str]:
    return [_PLACE.sub("<>", s) for s in path.split("/") if s]


def body_taken(case: Case) -> Iterator[Witness]:
    """What is taken from the request's body; secrets are witnesses of their own kind."""
    for body in case.body:
        what = f"it takes {body.name} from the request's body" if body.name else "it reads the request's body"
        yield at(Witness("secret" if body.secret else "body", what, body.span), body.module, case)


def at(witness: Witness, module: str, case: Case) -> Witness:
    """The witness as one that stands in a module."""
    return witness if module == case.site.module else Witness(witness.kind, witness.message, witness.span, module)


def reaching(case: Case) -> Witness:
    """How requests come here, and with which methods."""
    reach, function = case.reach, case.reach.chain[0] if case.reach.chain else case.site.function
    span = function.name_span
    shown = methods_in_words(case.methods & (UNSAFE_METHODS | {"GET"}) or case.methods)
    if reach.kind == "hook":
        return Witness("reach", f"{function.short} runs for {shown}", span)
    if reach.route is not None:
        path = reach.route.path or function.short
        return at(Witness("reach", f"{shown} {path} comes here", reach.route.span), reach.route.module, case)
    return Witness("reach", f"{shown} can come here", span)
