"""What statements behind a response do to its status and its Location; the last one wins."""

from __future__ import annotations

from dataclasses import replace

from lint307.core.http import FOLLOWED
from lint307.core.sites import Ineffective, Sent, Written
from lint307.core.values import Change, Lit, Seq, Value
from lint307.frameworks import BY_NAME
from lint307.project.context import Context
from lint307.project.locations import Unclear, is_location, location_argument, location_in
from lint307.project.statuses import statuses_of

_ADDING = ("update", "setdefault", "add", "set", "extend", "append", "add_header", "setlist", "__setitem__", "__ior__")
_REMOVING = ("pop", "remove", "clear")


def changed(sent: tuple[Sent, ...], change: Change, ctx: Context, near: str) -> tuple[Sent, ...]:
    return tuple(new for s in sent for new in _one(s, change, ctx, near))


def _one(sent: Sent, change: Change, ctx: Context, near: str) -> tuple[Sent, ...]:
    fields, _, last = change.key.rpartition(".")
    if change.how == "attr" and change.value is not None:
        return _attribute(sent, last, change.value, ctx, near)
    if change.how == "item" and change.key in ("", "headers", "_headers"):
        known = is_location(ctx.symbols.resolve(change.args[0].value, near))
        if known:
            return (at(sent, change.value, ctx, near),)
        return (sent,) if known is False else (_unsure(sent),)
    if change.how == "merge":
        return (_merged(sent, location_in(change.value, ctx.symbols, near), ctx, near),)
    if change.how == "delete":
        known = (
            is_location(ctx.symbols.resolve(change.args[0].value, near)) if change.args else change.key == "location"
        )
        return (replace(sent, has_location=False, location=None),) if known else (sent,)
    if change.how == "call" and (
        fields in ("headers", "raw_headers", "_headers") or last in ("setdefault", "__setitem__")
    ):
        if last == "update" and sent.framework == "django" and fields == "headers":
            why = "Django's headers have no update()"
            lost = Ineffective(change.span, sent.status, 500, why, 'set response["Location"]', "headers")
            return (replace(sent, has_location=None, ineffective=(lost,)),) if sent.status in FOLLOWED else (sent,)
        return (_called(sent, last, change, ctx, near),)
    if change.how == "passed":
        return (_unsure(sent),)
    return (sent,)


def at(sent: Sent, location: Value | None, ctx: Context, near: str) -> Sent:
    value = ctx.symbols.resolve(location, near) if location is not None else None
    empty = "None" if isinstance(value, Lit) and value.value is None else ""
    return replace(sent, location=location, has_location=True, emptied=empty)


def _merged(sent: Sent, location: Value | Unclear | None, ctx: Context, near: str) -> Sent:
    if isinstance(location, Unclear):
        return _unsure(sent)
    return at(sent, location, ctx, near) if location is not None else sent


def _unsure(sent: Sent) -> Sent:
    return sent if sent.has_location else replace(sent, has_location=None)


def _attribute(sent: Sent, name: str, value: Value, ctx: Context, near: str) -> tuple[Sent, ...]:
    framework = BY_NAME.get(sent.framework)
    if framework is None:
        return (sent,)
    if name in framework.status_fields or (name == "code" and sent.kind == "error" and framework.name == "werkzeug"):
        written = Written("field", value.span, near, None, value)
        codes = statuses_of(value, ctx.symbols, near, strings="status" in framework.status_fields)
        if sent.kind == "inner":  # a wrapper's response, whose status is decided here
            sent = replace(sent, kind="redirect", span=value.span, module=near)
        return tuple(replace(sent, status=code, written=written, path=(*sent.path, *path)) for path, code in codes)
    if name == "status":
        codes = statuses_of(value, ctx.symbols, near)
        why = "the attribute status is not looked at here"
        remedy = "set status_code"
        lost = Ineffective(value.span, codes[0][1], sent.status, why, remedy, "attribute")
        return (replace(sent, ineffective=(*sent.ineffective, lost)),) if codes[0][1] else (sent,)
    if name in framework.location_fields:
        return (at(sent, value, ctx, near),)
    if name == "headers":
        return (_merged(sent, location_in(value, ctx.symbols, near), ctx, near),)
    return (sent,)


def _called(sent: Sent, name: str, change: Change, ctx: Context, near: str) -> Sent:
    if name in _ADDING:
        args = change.args
        if (
            len(args) == 1
            and isinstance(args[0].value, Seq)
            and args[0].value.kind in ("(", "")
            and len(args[0].value.items) == 2
        ):
            key, value = args[0].value.items  # raw_headers.append((b"location", …))
            return at(sent, value, ctx, near) if is_location(key) else sent
        location = location_argument(args, ctx.symbols, near)
        if name == "setdefault" and sent.has_location:
            return sent
        return _merged(sent, location, ctx, near)
    names_it = change.args and is_location(ctx.symbols.resolve(change.args[0].value, near))
    if name in _REMOVING and (name == "clear" or names_it):
        return replace(sent, has_location=False, location=None)
    return sent
