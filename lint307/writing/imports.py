"""Imports that a new spelling needs, added once and where the file keeps them."""

from __future__ import annotations

import re

from lint307.core.facts import FileFacts, Import
from lint307.core.text import Edit, Span
from lint307.core.values import Name

# Modules that give out the same names as another one.
_SAME = {"django.http": ("django.http.response", "django.shortcuts")}


class NameTaken(Exception):
    """The name that the new spelling needs means something else in this file."""


def local_name(facts: FileFacts, module: str, name: str) -> str | None:
    """What `module.name` is called in a file that imports it at the top."""
    modules = (module, *_SAME.get(module, ()))
    hits = (i for i in facts.imports if i.at_top and i.module in modules and i.name == name)
    return next((i.alias or i.name for i in hits), None)


def needed(
    facts: FileFacts, text: str, module: str, name: str, beside: str, instead: str | None = None
) -> tuple[str, tuple[Edit, ...]]:
    """The local name of `module.name` and the edits that import it.

    `beside` starts the names of modules over whose import a line is put when there is none of `module`; `instead` is
    the local name of one of the same module that is no longer used and makes room. Raises NameTaken.
    """
    known = local_name(facts, module, name)
    if known is not None:
        return known, ()
    bound = facts.bindings.get(name, ())
    if any(not (isinstance(b, Name) and b.path == f"{module}.{name}") for b in bound):
        raise NameTaken(name)
    same = [i for i in facts.imports if i.at_top and i.module == module and not i.level]
    if instead is not None and (old := next((i for i in same if (i.alias or i.name) == instead), None)):
        return name, (Edit(old.span, name),)
    if same:
        return name, (_beside(same, text, name),)
    anchor = next((i for i in facts.imports if i.at_top and (i.module or "").startswith(beside)), None)
    if anchor is None:
        return name, (_on_top(text, module, name),)
    start = anchor.statement.start
    newline = "\r\n" if "\r\n" in text else "\n"
    return name, (Edit(Span(start, start), f"from {module} import {name}{newline}"),)


def _beside(same: list[Import], text: str, name: str) -> Edit:
    """Put a name into an import that is there, in its order when it has one."""
    first = same[0].statement
    names = [i for i in same if i.statement == first]
    for imported in names:
        if name.lower() < imported.name.lower() and _is_sorted(names):
            return Edit(Span(imported.span.start, imported.span.start), f"{name}, ")
    last = names[-1]
    return Edit(Span(last.span.end, last.span.end), f", {name}")


def _is_sorted(names: list[Import]) -> bool:
    given = [i.name.lower() for i in names]
    return given == sorted(given)


def without(facts: FileFacts, text: str, module: str, local: str) -> tuple[Edit, ...]:
    """Take the name that is called `local` here out of the import that brings it, and all of that for the last name.

    A statement with a comment behind it stays.
    """
    imported = (i for i in facts.imports if i.at_top and i.module == module and (i.alias or i.name) == local)
    own = next(imported, None)
    if own is None:
        return ()
    names = [i for i in facts.imports if i.statement == own.statement]
    if len(names) > 1:
        at = names.index(own)
        is_last = at + 1 == len(names)
        start, end = (names[at - 1].span.end, own.span.end) if is_last else (own.span.start, names[at + 1].span.start)
        return (Edit(Span(start, end), ""),)
    end = own.statement.end
    line = text.find("\n", end)
    rest = text[end : line + 1] if line >= 0 else ""
    return () if rest.strip() else (Edit(Span(own.statement.start, end + len(rest)), ""),)


def _on_top(text: str, module: str, name: str) -> Edit:
    """Put an import before the first one, or first of all."""
    hit = re.search(r"^(?:from|import) ", text, re.M)
    at = hit.start() if hit else 0
    return Edit(Span(at, at), f"from {module} import {name}\n")


def is_used_once(text: str, name: str) -> bool:
    """Whether a name stands in a text just twice: in its import, and in the one place that is about to change."""
    return len(re.findall(rf"(?<![\w.]){re.escape(name)}\b", text)) == 2
