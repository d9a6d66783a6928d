"""`see_other = functools.partial(redirect, code=303)`: what its calls send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lint307.core.sites import Sent, Written
from lint307.core.text import Span
from lint307.core.values import Call, Name, Value
from lint307.frameworks.spec import RedirectCall, ResponseClass
from lint307.project import classes
from lint307.project.context import Context
from lint307.project.origins import origin
from lint307.project.wrappers import Responses

if TYPE_CHECKING:
    from lint307.project.forms import Place

_PARTIAL = "functools.partial"
_NOWHERE = Span(0, 0)


def applied(call: Call, made: Call, ctx: Context, place: Place, responses: Responses) -> tuple[Sent, ...]:
    """What a call of a partial sends; its own keywords win, and the finding stands at the call."""
    first, *fixed = made.args
    own = {a.keyword for a in call.args if a.keyword is not None}
    plain = (*(a for a in fixed if a.keyword is None), *(a for a in call.args if a.keyword is None))
    named = (
        *(a for a in fixed if a.keyword is not None and a.keyword not in own),
        *(a for a in call.args if a.keyword),
    )
    if _is_given_twice(first.value, len(plain), {a.keyword for a in named}, ctx, place.near):
        return ()
    whole = replace(call, func=first.value, args=(*plain, *named))
    name = origin(call.func, place.near, ctx.symbols) or ""
    module = name.rpartition(".")[0]
    found = []
    for sent in responses(whole, ctx, replace(place, depth=place.depth + 1)):
        if sent.kind == "inner" or any(i.span in {a.span for a in fixed} for i in sent.ineffective):
            return ()  # decided, or mistaken, where the partial is made
        if sent.written.argument in fixed:
            sent = replace(sent, written=Written("class", sent.written.span, module, None, sent.written.value))
        found.append(replace(sent, span=call.span, module=place.near, call=call, via=(*sent.via, name)))
    return tuple(found)


def _is_given_twice(func: Value, plain: int, named: set[str | None], ctx: Context, near: str) -> bool:
    """Whether a status is given by its place and by its keyword, which is a TypeError."""
    row = ctx.row(ctx.symbols.path(func, near))
    at = row[1].status if row is not None and isinstance(row[1], (RedirectCall, ResponseClass)) else None
    return at is not None and at.position is not None and plain > at.position and at.keyword in named


def is_partial(value: Value, ctx: Context, near: str) -> bool:
    """Whether a call makes a partial of something."""
    return (
        isinstance(value, Call)
        and ctx.symbols.path(value.func, near) == _PARTIAL
        and bool(value.args)
        and not value.args[0].star
        and value.args[0].keyword is None
    )


def of_redirects(ctx: Context) -> Iterator[str]:
    """The dotted names of the variables that hold a partial of what redirects."""
    for module, file in ctx.symbols.files.items():
        for name, values in file.bindings.items():
            for value in values:
                if isinstance(value, Call) and is_partial(value, ctx, module):
                    of = ctx.symbols.path(value.args[0].value, module)
                    row = ctx.row(of)
                    is_class = of in ctx.symbols.classes and of is not None and classes.response_base(of, ctx)
                    if is_class or (row is not None and isinstance(row[1], (RedirectCall, ResponseClass))):
                        yield f"{module}.{name}"


def partial_named(name: str, ctx: Context) -> Call | None:
    """The partial that a variable of a module holds."""
    module = name.rpartition(".")[0]
    found = ctx.symbols.resolve(Name(name, _NOWHERE), module)
    return found if isinstance(found, Call) and is_partial(found, ctx, module) else None
