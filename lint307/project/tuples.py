"""Returned tuples: a body, a status, headers."""

from __future__ import annotations

def _tuple(value: Value, items: tuple[Value, ...], ctx: Context, place: Place) -> tuple[Sent, ...]:
    """A returned tuple: status and headers behind a body override what the body says, in Flask and Quart alone."""
    inner = responses(items[0], ctx, place)
    name = inner[0].framework if inner else place.framework
    name = "flask" if name == "werkzeug" else name
    if place.framework == "ninja":
        return _ninja(value, items, ctx, place)
    framework = BY_NAME.get(place.framework or name)
    if framework is None or (not inner and not place.framework):
        return ()
    codes = statuses_of(items[1], ctx.symbols, place.near, strings=True)
    is_status = any(code is not None for _, code in codes)
    if not framework.tuple_status:
        if inner and is_status and inner[0].kind == "redirect":
            return _lost_tuple(inner, items[1], codes[0][1], framework)
        return inner
    headers = items[2] if len(items) == 3 else None if is_status else items[1]
    if headers is not None and len(items) == 2 and not isinstance(headers, (Map, Seq, Call)):
        codes, is_status, headers = (((), None),), True, None
    location = location_in(headers, ctx.symbols, place.near)
    written = Written("tuple", items[1].span, place.near, None, items[1])
    if not inner:
        has = None if isinstance(location, Unclear) or _may_be_response(items[0]) else location is not None
        where = None if isinstance(location, Unclear) else location
        return tuple(
            Sent(framework.name, "tuple", "tuple", value.span, place.near, code, written, where, has, None, path)
            for path, code in codes
            if is_status
        )
    found = []
    for sent in inner:
        new = (
            sent
            if location is None or isinstance(location, Unclear)
            else replace(sent, location=location, has_location=True)
        )
        for path, code in codes if is_status else (((), None),):
            found.append(replace(new, status=code, written=written, path=(*new.path, *path)) if is_status else new)
    return tuple(found)


def _ninja(value: Value, items: tuple[Value, ...], ctx: Context, place: Place) -> tuple[Sent, ...]:
    """Django Ninja's `return status, body`: a status without a Location, unless the response that it hands in has one."""
    written = Written("tuple", items[0].span, place.near, None, items[0])
    codes = statuses_of(items[0], ctx.symbols, place.near) if len(items) == 2 else ()
    return tuple(
        Sent("ninja", "tuple", "tuple", value.span, place.near, code, written, None, False, None, path)
        for path, code in codes
        if code in FOLLOWED
    )


def _may_be_response(value: Value) -> bool:
    """Whether the body of a tuple may itself be a response with headers that are not known."""
    return isinstance(value, (Call, Change, Param, Choice)) and not isinstance(value, Lit)


def _lost_tuple(inner: Iterable[Sent], status: Value, code: int | None, framework: Framework) -> tuple[Sent, ...]:
    fate = {"fastapi": "a JSON list is sent with 200", "starlette": "a tuple is no response"}.get(
        framework.name, "it fails with 500"
    )
    sends = 200 if framework.name == "fastapi" else 500
    why = f"a status behind a response means nothing in {framework.name.title().replace('api', 'API')}: {fate}"
    remedy = f"pass {code} to the redirect"
    return tuple(replace(s, ineffective=(Ineffective(status.span, code, sends, why, remedy, "tuple"),)) for s in inner)
