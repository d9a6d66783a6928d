"""Returned tuples: a body, a status, headers. In Flask and Quart the later parts override what the body says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lint307.core.http import FOLLOWED
from lint307.core.sites import Ineffective, Sent, Written
from lint307.core.values import Call, Change, Choice, Map, Param, Seq, Value
from lint307.frameworks import BY_NAME
from lint307.frameworks.spec import Framework
from lint307.project.context import Context
from lint307.project.locations import Unclear, location_in
from lint307.project.statuses import statuses_of


def returned(value: Seq, inner: tuple[Sent, ...], served: str, ctx: Context, near: str) -> tuple[Sent, ...]:
    """What a tuple of two or three sends.

    `inner` is what its body sends, `served` the framework that the function serves ("" unknown), `near` its module.
    """
    if served == "ninja":
        return tuple(_ninja(value, ctx, near))
    own = inner[0].framework if inner else ""
    framework = BY_NAME.get(served.replace("restful", "flask") or ("flask" if own == "werkzeug" else own))
    if framework is None:
        return ()
    second = value.items[1]
    codes = statuses_of(second, ctx.symbols, near, strings=True)
    is_status = any(code is not None for _, code in codes)
    if served == "restful" and inner and inner[0].kind in ("redirect", "inner") and is_status:
        return tuple(_as_json(_here(s, value, near), second, codes[0][1]) for s in inner)
    if not framework.tuple_status:
        is_lost = inner and is_status and inner[0].kind in ("redirect", "inner")
        return tuple(_lost(_here(s, value, near), second, codes[0][1], framework) for s in inner) if is_lost else inner
    headers = value.items[2] if len(value.items) == 3 else None if is_status else second
    if headers is not None and len(value.items) == 2 and not isinstance(headers, (Map, Seq, Call)):
        codes, is_status, headers = (((), None),), True, None
    location = location_in(headers, ctx.symbols, near)
    written = Written("tuple", second.span, near, None, second)
    if inner:
        told = inner if location is None or isinstance(location, Unclear) else _leading(inner, location)
        if not is_status:
            return told
        told = tuple(_here(s, value, near) for s in told)
        return tuple(replace(s, status=c, written=written, path=(*s.path, *path)) for s in told for path, c in codes)
    has = None if isinstance(location, Unclear) or _may_be_response(value.items[0]) else location is not None
    where = None if isinstance(location, Unclear) else location
    return tuple(
        Sent(framework.name, "tuple", "tuple", value.span, near, code, written, where, has, None, path)
        for path, code in codes
        if is_status
    )


def _here(sent: Sent, value: Seq, near: str) -> Sent:
    """A wrapper's response, whose status is decided by the tuple around its call."""
    if sent.kind != "inner":
        return sent
    call = value.items[0]
    return replace(
        sent, kind="redirect", span=call.span, module=near, call=call if isinstance(call, Call) else sent.call
    )


def _leading(inner: tuple[Sent, ...], location: Value) -> tuple[Sent, ...]:
    return tuple(replace(sent, location=location, has_location=True) for sent in inner)


def _ninja(value: Seq, ctx: Context, near: str) -> Iterator[Sent]:
    """Django Ninja's `return status, body`: a status without a Location."""
    if len(value.items) != 2:
        return
    status = value.items[0]
    written = Written("tuple", status.span, near, None, status)
    for path, code in statuses_of(status, ctx.symbols, near):
        if code in FOLLOWED:
            yield Sent("ninja", "tuple", "tuple", value.span, near, code, written, None, False, None, path)


def _may_be_response(value: Value) -> bool:
    """Whether the body of a tuple may itself be a response with headers that are not known."""
    return isinstance(value, (Call, Change, Param, Choice))


def _as_json(sent: Sent, status: Value, code: int | None) -> Sent:
    """A redirect with a status behind it in a resource: it cannot be written as JSON."""
    why = "a resource makes JSON of what stands before a status, and a redirect is none"
    lost = Ineffective(status.span, code, 500, why, f"pass {code} to the redirect", "tuple")
    return replace(sent, ineffective=(lost,))


def _lost(sent: Sent, status: Value, code: int | None, framework: Framework) -> Sent:
    """A response with a status behind it, where tuples are not made into responses."""
    fate = "makes a JSON list of the two" if framework.name == "fastapi" else "is no response"
    why = f"in {framework.name.title().replace('api', 'API')} a status behind a response {fate}"
    sends = 200 if framework.name == "fastapi" else 500
    lost = Ineffective(status.span, code, sends, why, f"pass {code} to the redirect", "tuple")
    return replace(sent, ineffective=(lost,))
