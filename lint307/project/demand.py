"""Calls by which a project's own functions and classes pass redirects on: bodies that make them have to be read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from lint307.core.facts import Function
from lint307.core.text import Span
from lint307.core.values import Name
from lint307.project import classes
from lint307.project.cases import Cases
from lint307.project.registering import declarations
from lint307.project.symbols import Symbols

# Names that the reader looks for anyway.
_FOUND_ANYWAY = re.compile(r"edirect|(?<!HTTP)SeeOther|see_other")
_WORD = re.compile(r"[\w.]+\(?")  # every word once: to look for calls alone would try each word letter by letter
_OWN = ("self", "cls")


def passing_on(cases: Cases) -> Iterator[str]:
    """The dotted name of each wrapper, method, subclass and helper whose name does not tell what it does.

    Those that declare routes are among them.
    """
    ctx = cases.program.ctx
    for module, file in ctx.symbols.files.items():
        for site in cases.sites(module) if file.is_read else ():
            if site.exit == "return" and site.function.short != "<module>" and _is_called(site.function):
                yield site.function.name
    for name, declared in declarations(ctx).items():
        if any(d.inner is None and d.outer.owner is None for d in declared):
            yield name
    for name in ctx.symbols.classes:
        if not _FOUND_ANYWAY.search(name.rpartition(".")[2]) and classes.response_base(name, ctx) is not None:
            yield name


def _is_called(function: Function) -> bool:
    short = function.short
    if _FOUND_ANYWAY.search(short) or "<" in short or "<locals>" in function.name:
        return False
    return function.owner is not None or not function.decorators


def called(text: str, module: str, passing: frozenset[str], symbols: Symbols) -> Iterator[str]:
    """The names by which a text calls what passes redirects on; `self.name` for a method of its own classes."""
    shorts = _shorts(passing)
    for word in set(_WORD.findall(text)):
        if word[-1] != "(":
            continue
        dotted = word[:-1].lstrip(".")
        head, _, last = dotted.rpartition(".")
        if last not in shorts:
            continue
        if head in _OWN:
            if _is_inherited(last, module, passing, symbols):
                yield f"self.{last}"
        elif _imports_inside(text, dotted.partition(".")[0]) or _leads(dotted, module, symbols) in passing:
            yield last


def _leads(dotted: str, module: str, symbols: Symbols) -> str | None:
    return symbols.path(Name(f"{module}.{dotted}", Span(0, 0)), module)


@functools.lru_cache(maxsize=2)
def _shorts(passing: frozenset[str]) -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in passing)


def _is_inherited(method: str, module: str, passing: frozenset[str], symbols: Symbols) -> bool:
    """Whether a class of a module has a method that passes redirects on."""
    own = (c.name for c in symbols.files[module].classes)
    return any(f"{ancestor}.{method}" in passing for name in own for ancestor in symbols.lineage(name))


def _imports_inside(text: str, name: str) -> bool:
    """Whether some function imports a name for itself."""
    pattern = rf"^[ \t]+(?:from\b[^\n]*)?import\b[^\n]*\b{name}\b|^[ \t]+from\b[^\n]*import[ \t]*\([^)]*\b{name}\b"
    return re.search(pattern, text, re.M) is not None
