"""Decorators that take arguments: what their closures send for the function that they are written above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lint307.core.facts import Function
from lint307.core.sites import Reach, Sent, Site
from lint307.core.values import Call, Value
from lint307.project.context import Context
from lint307.project.statuses import statuses_of
from lint307.project.substitution import bind_call, substitute


def as_written_above(site: Site, sent: Sent, reach: Reach, ctx: Context) -> tuple[Sent, Reach]:
    """What is sent with the arguments of the decorator, `@needs("editor", code=307)`; as it is where there are none."""
    if reach.kind != "decorator" or len(reach.chain) < 2:
        return sent, reach
    user = reach.chain[-2]
    near = ctx.symbols.functions[user.name][0] if user.name in ctx.symbols.functions else None
    if near is None:
        return sent, reach
    for outer in _around(site.function, ctx):
        for decorator in user.decorators:
            written = decorator if isinstance(decorator, Call) else Call(decorator, (), decorator.span, decorator.span)
            if ctx.symbols.path(written.func, near.module) == outer.name:
                return _bound(sent, outer, written, near.module, ctx), replace(
                    reach, caller=(near.path, decorator.span)
                )
    return sent, reach


def _around(function: Function, ctx: Context) -> Iterator[Function]:
    while function.parent in ctx.symbols.functions:
        function = ctx.symbols.functions[function.parent][1]
        yield function


def _bound(sent: Sent, outer: Function, decorator: Call, near: str, ctx: Context) -> Sent:
    bound = bind_call(outer, decorator)
    location = substitute(sent.location, bound) if sent.location is not None else None
    found = replace(sent, location=location)
    if sent.status is not None or sent.written.value is None:
        return found
    meant: Value = substitute(sent.written.value, bound)
    codes = {code for _, code in statuses_of(meant, ctx.symbols, near)} if meant != sent.written.value else {None}
    return replace(found, status=codes.pop()) if len(codes) == 1 else found
