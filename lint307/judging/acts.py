"""What a handler did before it redirects: the calls and stores that count, and those that do not."""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.facts import Event
from lint307.core.findings import Witness
from lint307.core.http import PERMANENT, SAFE_METHODS
from lint307.core.sites import Case
from lint307.core.values import Attr, Call, Choice, Item, Map, Name, Seq, Value, as_attribute, dotted, within
from lint307.judging import vocabulary as words
from lint307.judging.witnesses import at, last_name, moved, tests

_BODIES = ("form", "POST", "json", "data", "FILES", "files", "get_json()", "form()", "json()", "body()")


def is_logging(value: Value) -> bool:
    """Whether a call only tells a log, a metric or the terminal about it."""
    chain = dotted(value).replace("()", "").split(".")
    logs = any(piece in words.LOGGING_OBJECTS or piece.lower().endswith("logger") for piece in chain[:-1])
    return logs or (chain[-1] in words.LOGGING_CALLS and (len(chain) == 1 or chain[-1] in ("print", "pprint", "warn")))


def is_flash(value: Value) -> bool:
    """Whether a call leaves a message for the next page."""
    chain = dotted(value).replace("()", "").split(".")
    return chain[-1] == "flash" or (
        chain[-1] in words.FLASHING and bool({"messages", "message", "flash"} & set(chain[:-1]))
    )


def acted(case: Case) -> Iterator[Witness]:
    """What the handler did before it redirects."""
    for module, event in case.reach.events:
        found = _act(event)
        if found is not None and not _is_of_the_response(event):
            yield at(Witness(found[0], found[1], event.span), module, case)
    yield from validated(case)


def done_once(case: Case) -> Witness | None:
    """What a GET does on its way to a permanent redirect: the cache that keeps the answer does not do it again."""
    # A view of Django's that tests no method is looked at as well, and what reads no form is meant for that.
    asked = case.methods <= SAFE_METHODS | {"OPTIONS"} or not (case.reach.declared or case.body)
    alone = case.reach.kind in ("route", "view") and case.methods and asked
    if case.sent.status not in PERMANENT or not alone or case.site.exit == "discard":
        return None
    made = {event.span for _, event in case.reach.events if _makes_what_is_missing(event, case)}
    deeds = (w for w in acted(case) if words.LASTING_DEED.search(w.message) and w.span not in made)
    return next(deeds, None) if not any(moved(case)) else None


def _makes_what_is_missing(event: Event, case: Case) -> bool:
    """`Channel.objects.create()` after `Channel.objects.filter(…)`: whoever comes first makes it, and nobody else."""
    if not isinstance(event.value, Call) or last_name(event.value.func) != "create":
        return False
    table = dotted(event.value.func).rpartition(".")[0]
    asked = (p for _, e in case.reach.events if e.span.start < event.span.start for p in within(e.value))
    names = (dotted(p.func).rpartition(".") for p in asked if isinstance(p, Call))
    return any(owner == table and name in words.LOOKING_UP | {"filter"} for owner, _, name in names)


def is_answered_before(case: Case) -> bool:
    """Whether middleware lets the application answer first, and redirects whatever that did."""
    answers = [e for _, e in case.reach.events if e.kind == "call" and isinstance(e.value, Call) and _answers(e.value)]
    asked = (part for test, _ in tests(case.reach.path + case.sent.path) for part in within(test))
    return case.reach.kind == "hook" and bool(answers) and not any(_answers(part) for part in asked)


def _answers(value: Value) -> bool:
    return isinstance(value, Call) and last_name(value.func) in ("get_response", "call_next")


def is_quiet(case: Case) -> bool:
    """Whether nothing is called on the way that may have done something: only what looks, computes a URL, or logs."""
    calls = (event.value for _, event in case.reach.events if event.kind == "call" and isinstance(event.value, Call))
    return all(is_logging(call) or is_flash(call) or _only_looks(last_name(call.func)) for call in calls)


def _only_looks(name: str) -> bool:
    parts = words.words(name)
    first = name.lstrip("_").partition("_")[0].lower()
    return name in words.LOOKING | words.LOOKING_UP or first in words.ASKING or bool(parts & words.ADDRESSES)


def _act(event: Event) -> tuple[str, str] | None:
    written = _global_written(event)
    if written is not None:
        return "acted", f"it writes {written}"
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
    if (
        isinstance(event.value, Call)
        and name not in words.LOOKING | words.IDLE
        and (event.discarded or not name[:1].isupper())  # a form object that is made of the body has done nothing yet
        and any(_holds_body(a.value) for a in event.value.args)
    ):
        return "acted", f"it hands what was sent to {name}()"
    on = as_attribute(event.value.func) if isinstance(event.value, Call) else None
    if name in words.COLLECTING and isinstance(on, Attr) and last_name(on.base) == "session":
        return "acted", "it writes the session"
    if name in words.COLLECTING and isinstance(event.value, Call) and _is_local_collection(event.value.func):
        return None
    if name in words.ACTING and (
        event.discarded or name in ("save", "create", "commit", "delete", "execute", "send", "insert")
    ):
        return "acted", f"it calls {name}()"
    changes_state = (
        isinstance(event.value, Call) and isinstance(event.value.func, Name) and event.value.func.path.count(".") >= 2
    )
    if (
        event.discarded
        and (name not in words.IDLE or (changes_state and name in words.COLLECTING))
        and not name.startswith(("__", "assert"))
    ):
        return "acted", f"it calls {name}() and goes on"
    return None


def _is_local_collection(func: Value) -> bool:
    """Whether a method is called on a dict, list or set that lives in the function only."""
    if not isinstance(func, Attr):
        return False
    base = func.base
    if isinstance(base, (Map, Seq, Choice)) or (
        isinstance(base, Call) and last_name(base.func) in words.MAKING_COLLECTIONS
    ):
        return True
    return bool(words.words(last_name(base)) & words.COLLECTIONS)


def _global_written(event: Event) -> str | None:
    """The variable of a module that is written to; what belongs to the request or the session is not meant."""
    match event:
        case Event(kind="store" | "delete", value=Item(base=base) | Attr(base=base)):
            while isinstance(base, Item):  # `ROOMS[number]["open"] = True`
                base = base.base
            if not isinstance(base, Name):
                return None
            *owners, last = base.path.split(".")
            if not {"request", "g"} & {*owners, last} and not last.startswith(("request", "session")):
                return last
        case Event(kind="store", value=Name(path=path)) if "." in path:
            return path.rpartition(".")[2] if "session" not in path and ".g." not in path else None
    return None


def _holds_body(value: Value) -> bool:
    """Whether a value is read from the request's body."""
    for part in within(value):
        base = part.base if isinstance(part, (Attr, Item)) else part
        chain = dotted(part if isinstance(part, Name) else base)
        owner, _, last = chain.rpartition(".")
        if last in _BODIES and owner.rpartition(".")[2].strip("_") in ("request", "req"):
            return True
    return False


def _is_of_the_response(event: Event) -> bool:
    """Whether an event only prepares the response itself: its headers."""
    value = event.value
    changes = ("update", "add", "setdefault", "set", "append", "extend")
    if not (isinstance(value, Call) and isinstance(value.func, Attr) and value.func.name in changes):
        return False
    return "headers" in dotted(value.func.base)


def validated(case: Case) -> Iterator[Witness]:
    for test, holds in tests(case.reach.path + case.sent.path):
        for part in within(test):
            if isinstance(part, Call) and last_name(part.func) in words.VALIDATING:
                said = "it validated what was sent" if holds else "what was sent was checked, and refused"
                yield Witness("validated", said, part.span)
