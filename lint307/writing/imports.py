"""Imports that a new spelling needs, added once and where the file keeps them."""

from __future__ import annotations

import re

from lint307.core.facts import FileFacts, Import
from lint307.core.text import Edit, Span
from lint307.core.values import Name

# What stands before a statement that is not indented.
_MARGIN = ("", "\n", "\r", "\ufeff")
# Modules that give out the same names as another one.
_SAME = {"django.http": ("django.http.response", "django.shortcuts")}


class NotImportable(Exception):
    """The name that the new spelling needs cannot be imported here; the message says why."""


def local_name(facts: FileFacts, text: str, module: str, name: str) -> str | None:
    """What `module.name` is called in a file that imports it at the top."""
    modules = (module, *_SAME.get(module, ()))
    hits = (i for i in _at_top(facts, text) if i.module in modules and i.name == name)
    return next((i.alias or i.name for i in hits), None)


def _at_top(facts: FileFacts, text: str) -> list[Import]:
    """The imports that are always made: not in a function, nor under `if TYPE_CHECKING` or `try`, which indent them."""
    return [i for i in facts.imports if i.at_top and text[i.statement.start - 1 : i.statement.start] in _MARGIN]


def needed(
    facts: FileFacts, text: str, module: str, name: str, beside: str, instead: str | None = None
) -> tuple[str, tuple[Edit, ...]]:
    """The local name of `module.name` and the edits that import it.

    `beside` starts the names of modules over whose import a line is put when there is none of `module`; `instead` is
    the local name of one of the same module that is no longer used and makes room. Raises NotImportable.
    """
    known = local_name(facts, text, module, name)
    if known is not None:
        return known, ()
    bound = facts.bindings.get(name, ())
    if any(not (isinstance(b, Name) and b.path == f"{module}.{name}") for b in bound):
        raise NotImportable(f"{name} means something else here")
    top = _at_top(facts, text)
    same = [i for i in top if i.module == module and not i.level]
    if instead is not None and (old := next((i for i in same if (i.alias or i.name) == instead), None)):
        return name, (Edit(old.span, name),)
    if same:
        return name, (_beside(same, text, name),)
    others = [i for i in top if i.module != "__future__"]
    anchor = next((i for i in others if (i.module or "").startswith(beside)), others[0] if others else None)
    if anchor is None:
        raise NotImportable(f"there is no import to put that of {name} beside")
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
    own = next((i for i in _at_top(facts, text) if i.module == module and (i.alias or i.name) == local), None)
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


def is_used_once(text: str, name: str) -> bool:
    """Whether a name stands in a text just twice: in its import, and in the one place that is about to change."""
    return len(re.findall(rf"(?<![\w.]){re.escape(name)}\b", text)) == 2
