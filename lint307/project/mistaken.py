"""Arguments by which a status is meant and that a call does not take for one."""

from __future__ import annotations

from lint307.core.http import FOLLOWED
from lint307.core.sites import Ineffective
from lint307.core.values import Arg, Call, Lit, argument
from lint307.frameworks.spec import RedirectCall, ResponseClass
from lint307.project.context import Context
from lint307.project.statuses import statuses_of

_KEYWORDS = ("status", "status_code", "code")
# Keywords of Django's redirects, and the status that they are meant to send elsewhere.
_SWITCHES = {"permanent": 301, "preserve_request": 307}


def mistaken(call: Call, row: RedirectCall, form: str, ctx: Context, near: str) -> tuple[Ineffective, ...]:
    """Statuses that are written where the call does not look for one."""
    sends = ctx.default(row.default)
    suspects = [
        a for a in call.args if a.keyword in _KEYWORDS and (row.status is None or a.keyword != row.status.keyword)
    ]
    position = argument(call, 1, None)
    if position is not None and row.status is None and row.swallows and looks_like_url(argument(call, 0, None)):
        suspects.append(position)
    if position is not None and row.preserve_position == 1:
        suspects.append(position)
    lost = []
    for arg in suspects:
        codes = {code for _, code in statuses_of(arg.value, ctx.symbols, near)}
        code = codes.pop() if len(codes) == 1 else None
        if code is None or code not in FOLLOWED:
            continue
        if row.swallows:
            name = f"the keyword {arg.keyword}" if arg.keyword else "the second argument"
            why = f"redirect() hands {name} to reverse()"
            lost.append(Ineffective(arg.span, code, sends, why, f"send HttpResponseRedirect(…, status={code})", "lost"))
        elif arg.keyword is None and row.preserve_position == 1:
            new = ctx.since("django", row.preserve_since)
            why = (
                "the second argument is preserve_request and any number is true"
                if new
                else "the second argument is the body"
            )
            really = {302: 307, 301: 308}[sends] if new else sends
            lost.append(Ineffective(arg.span, code, really, why, f"write status={code}", "positional"))
        elif row.status is not None and form not in ctx.helpers:
            lost.append(_type_error(arg, code, row.status.keyword))
    if form not in ctx.helpers and not row.swallows and row.status is not None:
        for arg in call.args:
            code = _SWITCHES.get(arg.keyword or "")
            if code and arg.keyword not in (row.permanent, row.preserve) and _is_true(arg):
                lost.append(_type_error(arg, code, row.status.keyword))
    return tuple(lost)


def _type_error(arg: Arg, code: int, keyword: str | None) -> Ineffective:
    return Ineffective(arg.span, code, 500, f"{arg.keyword}= is a TypeError here", f"write {keyword}={code}", "keyword")


def _is_true(arg: Arg) -> bool:
    return isinstance(arg.value, Lit) and arg.value.value is True


def not_taken(call: Call, row: ResponseClass, ctx: Context, near: str) -> tuple[Ineffective, ...]:
    """What a response class is given by a keyword that it does not know, next to the status of a redirect."""
    if row.refused is None:
        return ()
    for arg in call.args:
        if arg.keyword not in row.refused:
            continue
        status = arg if arg.keyword in _KEYWORDS else argument(call, row.status.position, row.status.keyword)
        codes = {code for _, code in statuses_of(status.value, ctx.symbols, near)} if status else set()
        code = codes.pop() if len(codes) == 1 else None
        if code in FOLLOWED:
            remedy = f"write {row.status.keyword}={code}" if status is arg else 'put it into headers={"Location": …}'
            why = f"{arg.keyword}= is a TypeError here"
            return (Ineffective(arg.span, code, 500, why, remedy, "keyword" if status is arg else "location"),)
    return ()


def looks_like_url(arg: Arg | None) -> bool:
    """Whether Django takes the argument for a URL rather than for a name with arguments."""
    if arg is None:
        return False
    if isinstance(arg.value, Lit) and isinstance(arg.value.value, str):
        return "/" in arg.value.value or "." in arg.value.value
    return not isinstance(arg.value, Lit)
