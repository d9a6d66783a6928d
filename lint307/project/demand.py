"""Calls by which a project's own functions and classes pass redirects on: bodies that make them have to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lint307.core.facts import Function
from lint307.project import classes
from lint307.project.cases import Cases

# Names that the reader looks for anyway.
_FOUND_ANYWAY = re.compile(r"edirect|SeeOther|see_other")


def passing_on(cases: Cases) -> Iterator[str]:
    """The name of each wrapper, subclass and helper whose name does not tell what it does; `self.name` for a method."""
    ctx = cases.program.ctx
    for module in ctx.symbols.files:
        for site in cases.sites(module):
            if site.exit == "return" and site.function.short != "<module>":
                yield from _call_of(site.function)
    for name in ctx.symbols.classes:
        short = name.rpartition(".")[2]
        if not _FOUND_ANYWAY.search(short) and classes.response_base(name, ctx) is not None:
            yield short


def _call_of(function: Function) -> Iterator[str]:
    short = function.short
    if _FOUND_ANYWAY.search(short) or "<" in short or "<locals>" in function.name:
        return
    if function.owner is not None:
        yield f"self.{short}"
    elif not function.decorators:
        yield short
