"""Hooks that send every request to a place before which they run as well."""

from __future__ import annotations

from lint307.core.findings import Witness
from lint307.core.http import FOLLOWED
from lint307.core.sites import Case
from lint307.core.values import Attr, Call, Item, Lit, Name, Op, Param, Seq, Test, Value, parts
from lint307.judging import acts
from lint307.judging import vocabulary as words
from lint307.judging.witnesses import last_name

# What the next request brings along as this one did, whatever URL it asks for.
_STEADY = frozenset("session user current_user config settings environ".split())
# What a call is called that only asks for that.
_ASKING = frozenset(
    "get current user is logged in authenticated anonymous load session bool len hasattr getattr".split()
)


def goes_round(case: Case) -> Witness | None:
    """The hook as the place to which the client comes back, when no condition on the way looks at the request's URL."""
    if (
        case.sent.status not in FOLLOWED
        or not case.target.hooked
        or case.site.exit != "return"
        or "GET" not in case.methods
        or not case.reach.chain
    ):
        return None
    if not all(isinstance(c, Test) and _is_steady(c.value) for c in (*case.reach.path, *case.sent.path)):
        return None
    if any(e.kind in ("store", "delete") and not _is_of_this_request(e.value) for _, e in case.reach.events):
        return None
    if not acts.is_quiet(case):
        return None
    hook = case.reach.chain[0]
    return Witness("reach", f"{hook.short} runs before {case.target.text} as well", hook.name_span)


def _is_steady(value: Value) -> bool:
    """Whether a condition comes out alike for the next request: it asks for the session, the user, the settings."""
    match value:
        case Lit():
            return True
        case Op() | Seq():
            return all(_is_steady(part) for part in parts(value))
        case Call(func=func, args=args):
            asks = words.words(last_name(func)) - {last_name(func).lower()} or words.words(last_name(func))
            owner = not isinstance(func, Attr) or _is_steady(func.base)
            return owner and asks <= _ASKING and all(_is_steady(a.value) or _is_request(a.value) for a in args)
        case Item(base=base, key=key):
            return _is_steady(base) and _is_steady(key)
        case Attr(base=base, name=name):
            return bool(words.words(name) & _STEADY) or _is_steady(base)
        case Name(path=path):
            return any(words.words(piece) & _STEADY for piece in path.split("."))
    return False


def _is_request(value: Value) -> bool:
    return isinstance(value, Param) and value.name in ("request", "req")


def _is_of_this_request(value: Value) -> bool:
    """`g.user = …`: the next request makes it anew."""
    if isinstance(value, Name):
        return ".g." in value.path
    return isinstance(value, Attr) and last_name(value.base) == "g"
