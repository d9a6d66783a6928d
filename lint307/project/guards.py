"""Decorators that let no request through, because they spell the methods in lower case."""

from __future__ import annotations

from collections.abc import Iterator

from lint307.core.facts import FileFacts, Function
from lint307.core.sites import Ineffective, Reach, Sent, Site, Written
from lint307.core.values import Call
from lint307.project import views
from lint307.project.context import Context


def closed(file: FileFacts, function: Function, reaches: tuple[Reach, ...], ctx: Context) -> Iterator[Site]:
    """The site of a `require_http_methods(["post"])`: it is no redirect, but it answers every request with 405."""
    decorator = views.is_never_reached(function, file.module, ctx)
    if not isinstance(decorator, Call):
        return
    given = decorator.args[0]
    why = "require_http_methods compares letter by letter, so no request gets through"
    lost = Ineffective(given.span, None, 405, why, "write the methods in capitals", "case")
    sent = Sent(
        "django", "require_http_methods", "guard", decorator.span, file.module, None, Written("argument", given.span),
        call=decorator, ineffective=(lost,),
    )  # fmt: skip
    yield Site(file.path, file.module, decorator.span, function, (sent,), reaches, "return", statement=decorator.span)
