"""Facts of a case to evidence: one function for each kind of witness, none of which decides anything."""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.facts import Event
from lint307.core.findings import Witness
from lint307.core.http import UNSAFE_METHODS, methods_in_words
from lint307.core.sites import Case
from lint307.core.text import Span
from lint307.core.values import (
    AnyOf,
    Attr,
    Call,
    Caught,
    Choice,
    Item,
    Lit,
    Map,
    Name,
    Op,
    Param,
    Path,
    Seq,
    Test,
    Text,
    Value,
    dotted,
    within,
)
from lint307.judging import vocabulary as words


def last_name(value: Value) -> str:
    return dotted(value).removesuffix("()").rpartition(".")[2]


def names_in(value: Value) -> frozenset[str]:
    """Every word of every name in a value."""
    found: frozenset[str] = frozenset()
    for part in within(value):
        match part:
            case Name(path=path):
                found |= words.words(path.rpartition(".")[2])
            case Attr(name=name) | Param(name=name):
                found |= words.words(name)
            case Item(key=Lit(value=str() as key)):
                found |= words.words(key)
    return found


def is_logging(value: Value) -> bool:
    """Whether a call only tells a log, a metric or the terminal about it."""
    chain = dotted(value).replace("()", "").split(".")
    if chain[-1] in words.LOGGING_CALLS and (len(chain) == 1 or bool(set(chain[:-1]) & words.LOGGING_OBJECTS) or chain[-1] in ("print", "pprint", "warn")):
        return True
    return bool(set(chain[:-1]) & words.LOGGING_OBJECTS)


def is_flash(value: Value) -> bool:
    """Whether a call leaves a message for the next page."""
    chain = dotted(value).replace("()", "").split(".")
    return chain[-1] == "flash" or (chain[-1] in words.FLASHING and bool({"messages", "message", "flash"} & set(chain[:-1])))


def acted(case: Case) -> Iterator[Witness]:
    """What the handler did before it redirects."""
    for module, event in case.reach.events:
        found = _act(event)
        if found is not None and not _is_of_the_response(event):
            yield _at(Witness(found[0], found[1], event.span), module, case)
    yield from validated(case)


def _act(event: Event) -> tuple[str, str] | None:
    if event.kind in ("store", "delete") and isinstance(event.value, (Item, Attr)) and isinstance(event.value.base, Name):
        if not event.value.base.path.rpartition(".")[2].startswith(("request", "g", "session")):
            return "acted", f"it writes {event.value.base.path.rpartition('.')[2]}"
    if event.kind == "store" and isinstance(event.value, Name) and event.value.path.count(".") >= 1:
        if "session" not in event.value.path and ".g." not in event.value.path:
            return "acted", f"it writes {event.value.path.rpartition('.')[2]}"
    if event.kind == "store":
        chain = dotted(event.value)
        if "session" in words.words(chain.partition("[")[0].rpartition(".")[2]) or ".session[" in chain:
            return "acted", "it writes the session"
        return None
    if event.kind == "delete":
        return ("acted", "it writes the session") if "session" in dotted(event.value) else None
    if event.kind != "call" or is_logging(event.value):
        return None
    name = last_name(event.value.func) if isinstance(event.value, Call) else ""
    if is_flash(event.value):
        return "flash", "it leaves a message for the next page"
    if name in words.VALIDATING:
        return None
    if name in words.SESSION:
        return "acted", f"it calls {name}()"
    if name in words.QUEUEING:
        return "acted", f"it queues work by {name}()"
    first = name.lstrip("_").partition("_")[0].lower()
    if first in words.DEEDS and not event.discarded and name not in words.LOOKING:
        return "acted", f"it calls {name}()"
    if isinstance(event.value, Call) and name not in words.LOOKING | words.IDLE and any(_holds_body(a.value) for a in event.value.args):
        return "acted", f"it hands what was sent to {name}()"
    if name in words.COLLECTING and isinstance(event.value, Call) and _is_local_collection(event.value.func):
        return None
    if name in words.ACTING and (event.discarded or name in ("save", "create", "commit", "delete", "execute", "send", "insert")):
        return "acted", f"it calls {name}()"
    changes_state = isinstance(event.value, Call) and isinstance(event.value.func, Name) and event.value.func.path.count(".") >= 2
    if event.discarded and (name not in words.IDLE or changes_state and name in words.COLLECTING) and not name.startswith(("__", "assert")):
        return "acted", f"it calls {name}() and goes on"
    return None


def _is_local_collection(func: Value) -> bool:
    """Whether a method is called on a dict, list or set that lives in the function only."""
    if not isinstance(func, Attr):
        return False
    base = func.base
    if isinstance(base, (Map, Seq, Choice)) or (isinstance(base, Call) and last_name(base.func) in words.MAKING_COLLECTIONS):
        return True
    return bool(words.words(last_name(base)) & words.COLLECTIONS)


def _holds_body(value: Value) -> bool:
    """Whether a value is read from the request's body."""
    for part in within(value):
        base = part.base if isinstance(part, (Attr, Item)) else part
        chain = dotted(part if isinstance(part, Name) else base)
        owner, _, last = chain.rpartition(".")
        if last in ("form", "POST", "json", "data", "FILES", "files", "get_json()", "form()", "json()", "body()"):
            if owner.rpartition(".")[2].strip("_") in ("request", "req"):
                return True
    return False


def _is_of_the_response(event: Event) -> bool:
    """Whether an event only prepares the response itself: its headers, its cookies."""
    value = event.value
    if isinstance(value, Call) and isinstance(value.func, Attr):
        base = value.func.base
        chain = dotted(base)
        if value.func.name in ("update", "add", "setdefault", "set", "append", "extend") and "headers" in chain:
            return True
        return value.func.name in ("set_cookie", "delete_cookie") and False
    return False


def validated(case: Case) -> Iterator[Witness]:
    for test, holds in tests(case.reach.path + case.sent.path):
        for part in within(test):
            if isinstance(part, Call) and last_name(part.func) in words.VALIDATING:
                said = "it validated what was sent" if holds else "what was sent was checked, and refused"
                yield Witness("validated", said, part.span)


def tests(path: Path) -> Iterator[tuple[Value, bool]]:
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
    if any(isinstance(p, Attr) and p.name == "method" or isinstance(p, Name) and p.path.endswith("request.method") for p in within(test)):
        return False
    if isinstance(test, Op) and test.sign in ("is", "is not") and any(isinstance(o, Lit) and o.value is None for o in test.operands):
        return True
    if isinstance(test, Op) and test.sign == "not" and isinstance(test.operands[0], (Call, Item)) and not _is_about_url(test):
        return True
    return bool(names_in(test) & words.GUARDING) and not _is_about_url(test)


def _is_about_url(test: Value) -> bool:
    return bool(names_in(test) & {"scheme", "is_secure", "secure", "https", "host", "get_host", "netloc", "path", "hostname", "port", "url", "headers"})


def login_target(case: Case) -> Witness | None:
    """A target that asks for credentials, or that was chosen by `next`."""
    value = case.sent.location
    if value is None:
        return None
    if case.sent.form.endswith(("redirect_to_login", "logout_then_login")):
        return Witness("login", "it leads to the login page", value.span)
    text = " ".join(str(p.value) for p in within(value) if isinstance(p, Lit) and isinstance(p.value, str)) + " " + case.target.text
    found = frozenset(w for part in text.replace("/", " ").replace(":", " ").replace(".", " ").split() for w in words.words(part))
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
                if isinstance(key, Lit) and isinstance(key.value, str) and key.value.lower() in words.NEXT | {"http_referer"}:
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
        hit = words.MOVED.search(comment.text)
        if hit is not None:
            yield Witness("moved", f"the comment says “{hit[0].strip()}”", comment.span)
    function = site.function
    if case.sent.kind == "view":
        names = case.reach.route.names if case.reach.route else ()
        named = frozenset(w for n in names for w in words.words(n.rpartition(":")[2])) & words.MOVED_NAME
        if named and case.reach.route is not None:
            yield Witness("moved", f"the route is called {names[0]}", case.reach.route.span)
        return
    for comment in function.comments if len(_ways(case)) <= 2 else ():
        hit = words.MOVED.search(comment.text)
        if hit is not None:
            yield Witness("moved", f"the comment says “{hit[0].strip()}”", comment.span)
    hit = words.MOVED.search(function.docstring) if len(_ways(case)) <= 2 else None
    if hit is not None:
        yield Witness("moved", f"the docstring says “{hit[0].strip()}”", function.name_span)
    named = words.words(function.short) & words.MOVED_NAME
    if named and len(_ways(case)) <= 2:
        yield Witness("moved", f"the handler is called {function.short}", function.name_span)
    if case.reach.route is not None and case.reach.route.deprecated:
        yield Witness("moved", "the route is declared deprecated", case.reach.route.span)


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
    plain_old, plain_new = [s for s in old if not words.VERSION.match(s)], [s for s in new if not words.VERSION.match(s)]
    if len(plain_old) < len(old) or len(plain_new) < len(new):
        if [s for s in plain_old if s != "api"] == [s for s in plain_new if s != "api"]:
            return Witness("corresponds", f"{case.target.path} is {route.path} in another version", span)
    fixed_old, fixed_new = [s for s in old if "<" not in s], [s for s in new if "<" not in s]
    if fixed_old and fixed_new and fixed_old[-1] == fixed_new[-1] and old.count("<>") == new.count("<>"):
        return Witness("corresponds", f"{case.target.path} ends as {route.path} does", span)
    return None


def _segments(path: str) -> list[str]:
    return [s for s in path.split("/") if s]


def body_taken(case: Case) -> Iterator[Witness]:
    for body in case.body:
        what = f"it takes {body.name} from the request's body" if body.name else "it reads the request's body"
        yield _at(Witness("secret" if body.secret else "body", what, body.span), body.module, case)


def _at(witness: Witness, module: str, case: Case) -> Witness:
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
        return _at(Witness("reach", f"{shown} {path} comes here", reach.route.span), reach.route.module, case)
    return Witness("reach", f"{shown} can come here", span)


def text_of(value: Value | None) -> str:
    """What is written out of a target, with `…` for the rest."""
    match value:
        case Lit(value=str() as text):
            return text
        case Text(parts=parts):
            return "".join(p.value if isinstance(p, Lit) and isinstance(p.value, str) else "…" for p in parts)
    return ""


NOWHERE = Span(0, 0)
