"""What becomes of a request whose redirect is thrown away."""

from __future__ import annotations

from lint307.core.facts import Exit
from lint307.core.sites import Case
from lint307.core.values import Change, Lit, Map, Op, Text, Value, dotted

# A handler that returns nothing: these answer 200 all the same, the others end in a server error.
_SERIALISING = frozenset({"fastapi", "ninja"})
_DATA = frozenset({"dict", "list", "tuple", "set", "str", "int", "float", "bool", "bytes"})


def instead(case: Case) -> tuple[str, str]:
    """What happens where the redirect is dropped, and what the function does then."""
    if not _ends(case):
        return "the code after it runs as if it were not there", "goes on"
    kind, framework = case.reach.kind, case.reach.framework or case.sent.framework
    then = "ends without an answer"
    if kind == "hook":
        return "the request goes on as if it were not there", "ends"
    if kind in ("route", "view", "handler") and len(case.reach.chain) == 1:
        empty = framework in _SERIALISING and kind == "route"
        return f"the handler {then}, {'a 200 with nothing in it' if empty else 'which is a 500'}", then
    return "the function ends and gives nothing back", "ends"


def _ends(case: Case) -> bool:
    """Whether nothing is done after the statement."""
    site, function = case.site, case.site.function
    start, end = site.statement.start, site.statement.end
    bits = [1 << n for n, event in enumerate(function.events) if start <= event.span.start < end]
    behind = [w for w in function.exits if w.statement != site.statement and any(w.seen & bit for bit in bits)]
    later = any(event.span.start >= end for event in function.events)
    return bool(behind) and not later and all(_is_empty(way) for way in behind)


def _is_empty(way: Exit) -> bool:
    nothing = way.value is None or (isinstance(way.value, Lit) and way.value.value is None)
    return way.kind == "end" or (way.kind == "return" and nothing)


def gives_data(case: Case) -> bool:
    """Whether callers take something else than a response from the function: a dict, a list, a number."""
    if case.reach.kind != "helper" and len(case.reach.chain) <= 1:
        return False
    function = case.site.function
    if function.returns is not None and dotted(function.returns).rpartition(".")[2].rstrip("[]") in _DATA:
        return True
    return any(isinstance(_unchanged(way.value), (Map, Op, Text)) for way in function.exits if way.kind == "return")


def _unchanged(value: Value | None) -> Value | None:
    while isinstance(value, Change):
        value = value.base
    return value
