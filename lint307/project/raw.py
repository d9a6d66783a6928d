"""Redirects without a framework: WSGI's `start_response("302 Found", headers)` and ASGI's `http.response.start`."""

from __future__ import annotations

from lint307.core.sites import Sent, Written
from lint307.core.values import Call, Change, Lit, Map, Name, Param, Value, argument, dotted
from lint307.project.context import Context
from lint307.project.locations import Unclear, location_in
from lint307.project.statuses import statuses_of

RAW = ("http.response.start", "start_response")


def sent_by_hand(call: Call, ctx: Context, near: str) -> tuple[Sent, ...]:
    """What a call of `send` or `start_response` answers; nothing for any other call."""
    message = _message(call, ctx, near)
    if message is not None:
        return _answers(call, "http.response.start", *message, ctx, near)
    if dotted(call.func).rpartition(".")[2] == "start_response" and isinstance(call.func, (Param, Name)):
        status, headers = argument(call, 0, "status"), argument(call, 1, "headers")
        if status is not None:
            return _answers(call, "start_response", status.value, headers.value if headers else None, ctx, near)
    return ()


def _message(call: Call, ctx: Context, near: str) -> tuple[Value, Value | None] | None:
    """The status and the headers of `send({"type": "http.response.start", …})`."""
    if len(call.args) != 1:
        return None
    given = call.args[0].value
    if not isinstance(given, Name) or "send" in dotted(call.func).rpartition(".")[2].lower():
        given = ctx.symbols.resolve(given, near)
    while isinstance(given, Change):
        given = given.base
    if not isinstance(given, Map):
        return None
    fields = {k.value: v for k, v in given.items if isinstance(k, Lit)}
    kind = fields.get("type")
    if not isinstance(kind, Lit) or kind.value != "http.response.start" or "status" not in fields:
        return None
    return fields["status"], fields.get("headers")


def _answers(call: Call, form: str, status: Value, headers: Value | None, ctx: Context, near: str) -> tuple[Sent, ...]:
    location = location_in(headers, ctx.symbols, near)
    unclear = isinstance(location, Unclear)
    where = None if isinstance(location, Unclear) else location
    written = Written("field", status.span, near, None, status)
    return tuple(
        Sent("", form, "response", call.span, near, code, written, where, None if unclear else where is not None,
             None, path)
        for path, code in statuses_of(status, ctx.symbols, near, strings=True)
    )  # fmt: skip
