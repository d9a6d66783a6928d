"""Calls that a framework describes: what each row of its description sends for the arguments that are written."""

from __future__ import annotations

from dataclasses import replace

from lint307.core.http import FOLLOWED
from lint307.core.sites import Ineffective, Sent, Written
from lint307.core.values import Arg, Call, Lit, Param, Path, Test, Value, argument, has_star
from lint307.frameworks.spec import At, ErrorClass, Framework, RedirectCall, ResponseClass
from lint307.project.context import Context
from lint307.project.locations import Unclear, location_in
from lint307.project.mistaken import mistaken, not_taken
from lint307.project.statuses import statuses_of


def at(call: Call, where: At | None) -> Arg | None:
    return argument(call, where.position, where.keyword) if where is not None else None


def redirect_call(
    call: Call, framework: Framework, row: RedirectCall, form: str, ctx: Context, near: str
) -> tuple[Sent, ...]:
    """The redirects that a call of a `RedirectCall` row builds."""
    if framework.name in ctx.overridden:
        return (
            Sent(
                framework.name,
                form,
                "redirect",
                call.span,
                near,
                None,
                Written("default"),
                has_location=True,
                call=call,
            ),
        )
    url, status = at(call, row.url), at(call, row.status)
    starred = has_star(call)
    location = url.value if url else None
    basis = Sent(
        framework.name, form, "redirect", call.span, near, None, Written("default"), location,
        has_location=True if url or not starred else None, call=call,
        emptied="" if row.has_default_url else _emptied(location, row, ctx, near),
        by_name=row.swallows,
    )  # fmt: skip
    if status is not None:
        return _with_status(basis, status, row, ctx, near)
    if starred and row.status is not None:
        return (replace(basis, written=Written("argument", call.inside, near)),)
    found = _flags(replace(basis, status=ctx.default(row.default)), row, ctx, near)
    lost = mistaken(call, row, form, ctx, near)
    return tuple(replace(s, ineffective=lost) for s in found) if lost else found


def _with_status(basis: Sent, status: Arg, row: RedirectCall, ctx: Context, near: str) -> tuple[Sent, ...]:
    written = Written("argument", status.span, near, status, status.value)
    if isinstance(status.value, Param):
        written = replace(written, how="parameter")
    found = []
    for path, code in statuses_of(status.value, ctx.symbols, near, strings=row.string_status):
        sent = replace(basis, status=code, path=path, written=written)
        if isinstance(status.value, Lit) and status.value.value is None and row.none_sends is not None:
            why = "None is no status"
            sent = replace(sent, status=row.none_sends)
            sent = replace(
                sent,
                ineffective=(
                    Ineffective(
                        status.span,
                        None,
                        row.none_sends,
                        why,
                        f"drop the argument to send {ctx.default(row.default)}, or write a status",
                        "none",
                    ),
                ),
            )
        found.append(sent)
    flag = argument_named(basis.call, row.preserve) if row.preserve else None
    is_set = flag is not None and isinstance(flag.value, Lit) and bool(flag.value.value)
    if flag is not None and is_set and ctx.since("django", row.preserve_since):
        kept = 308 if ctx.default(row.default) == 301 else 307
        return tuple(replace(s, status=kept, written=Written("preserve", flag.span, near, flag)) for s in found)
    return tuple(found)


def argument_named(call: Call | None, keyword: str) -> Arg | None:
    return argument(call, None, keyword) if call is not None else None


def _flags(basis: Sent, row: RedirectCall, ctx: Context, near: str) -> tuple[Sent, ...]:
    """Keywords that choose the status: `permanent=`, `preserve_request=`."""
    found: tuple[Sent, ...] = (basis,)
    call = basis.call
    assert call is not None
    if row.permanent and (flag := argument_named(call, row.permanent)):
        found = _either(found, flag, {302: 301}, "permanent", ctx, near)
    flag = argument_named(call, row.preserve) if row.preserve else None
    if flag is None and row.preserve_position is not None and ctx.since("django", row.preserve_since):
        flag = argument(call, row.preserve_position, None)
    if flag is not None and row.preserve:
        if ctx.since("django", row.preserve_since):
            return _either(found, flag, {302: 307, 301: 308}, "preserve", ctx, near)
        why = f"{row.preserve} is known from Django {row.preserve_since} on; before, the argument is lost"
        lost = Ineffective(flag.span, 307, basis.status, why, "pass status=307 to HttpResponseRedirect", "preserve")
        return tuple(replace(s, ineffective=(lost,)) for s in found)
    return found


def _either(
    found: tuple[Sent, ...], flag: Arg, change: dict[int, int], how: str, ctx: Context, near: str
) -> tuple[Sent, ...]:
    value = ctx.symbols.resolve(flag.value, near)
    written = Written(how, flag.span, near, flag, flag.value)
    if isinstance(value, Lit):
        return tuple(
            replace(s, status=change.get(s.status or 0, s.status), written=written) if value.value else s for s in found
        )
    if isinstance(value, Param):
        written = replace(written, how="parameter")
    yes = tuple(
        replace(s, status=change.get(s.status or 0, s.status), written=written, path=(*s.path, Test(value, True)))
        for s in found
    )
    return (*yes, *(replace(s, path=(*s.path, Test(value, False)), written=written) for s in found))


def _emptied(location: Value | None, row: RedirectCall, ctx: Context, near: str) -> str:
    """How a Location that is written is none after all: "None" or "empty". Django's `redirect` looks for a view ""."""
    value = ctx.symbols.resolve(location, near) if location is not None else None
    if isinstance(value, Lit) and value.value is None:
        return "None"
    return "empty" if isinstance(value, Lit) and value.value == "" and not row.swallows else ""


def response_call(
    call: Call, framework: Framework, row: ResponseClass, form: str, ctx: Context, near: str
) -> tuple[Sent, ...]:
    """The responses that a call of a `ResponseClass` row builds, redirects or not."""
    status, headers = at(call, row.status), at(call, row.headers)
    location = location_in(headers.value, ctx.symbols, near) if headers else None
    unclear = isinstance(location, Unclear) or has_star(call)
    basis = Sent(
        framework.name, form, "response", call.span, near, row.default, Written("default"),
        location=None if isinstance(location, Unclear) else location,
        has_location=None if unclear else location is not None, call=call,
    )  # fmt: skip
    refused = not_taken(call, row, ctx, near)
    if refused:
        return (replace(basis, ineffective=refused),)
    if status is None:
        lost = argument(call, row.content_type, None) if row.content_type is not None else None
        codes = {c for _, c in statuses_of(lost.value, ctx.symbols, near)} if lost else set()
        code = codes.pop() if len(codes) == 1 else None
        if lost is not None and code in FOLLOWED:
            why = "the second argument is the content type"
            return (
                replace(
                    basis, ineffective=(Ineffective(lost.span, code, 200, why, f"write status={code}", "content-type"),)
                ),
            )
        return (replace(basis, status=None),) if has_star(call) else (basis,)
    written = Written("argument", status.span, near, status, status.value)
    if isinstance(status.value, Param):
        written = replace(written, how="parameter")
    return tuple(
        replace(basis, status=code, path=path, written=written)
        for path, code in statuses_of(status.value, ctx.symbols, near, strings=row.string_status)
    )


def error_call(
    call: Call, framework: Framework, row: ErrorClass, form: str, ctx: Context, near: str
) -> tuple[Sent, ...]:
    """What an exception with a status of its own is answered with."""
    status, headers, url = at(call, row.status), at(call, row.headers), at(call, row.url)
    location: Value | Unclear | None = (
        url.value if url else location_in(headers.value, ctx.symbols, near) if headers else None
    )
    has = None if isinstance(location, Unclear) or has_star(call) else location is not None
    basis = Sent(
        framework.name, form, "error", call.span, near, row.default, Written("default"),
        location=None if isinstance(location, Unclear) else location, has_location=has, call=call, raised=True,
    )  # fmt: skip
    if status is None:
        return (basis,) if row.default is not None else ()
    written = Written("argument", status.span, near, status, status.value)
    codes: tuple[tuple[Path, int | None], ...] = statuses_of(status.value, ctx.symbols, near)
    return tuple(replace(basis, status=code, path=path, written=written) for path, code in codes)
