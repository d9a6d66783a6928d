"""Imports that a new spelling needs, added once and in the order and the layout that the file keeps."""

from __future__ import annotations

from collections.abc import Callable

from lint307.core.facts import FileFacts, Import
from lint307.core.text import Edit, Span
from lint307.core.values import Name

# What stands before a statement that is not indented.
_MARGIN = ("", "\n", "\r", "\ufeff")
# Modules that give out the same names as another one.
_SAME = {"django.http": ("django.http.response", "django.shortcuts")}


class NotImportable(Exception):
    """The name that the new spelling needs cannot be imported here; the message says why."""


def needed(facts: FileFacts, text: str, module: str, name: str, like: str = "") -> tuple[str, tuple[Edit, ...]]:
    """How `module.name` is called in a file, and the edits that import it where it is not yet known.

    `like` is the spelling beside which it stands: beside `shortcuts.redirect` it is `shortcuts.resolve_url`. Raises
    NotImportable.
    """
    top = _at_top(facts, text)
    known = next(
        (i.alias or i.name for i in top if i.module in (module, *_SAME.get(module, ())) and i.name == name), ""
    )
    if known:
        return known, ()
    holder = _module_name(top, module)
    if holder and "." in like:
        return f"{holder}.{name}", ()
    bound = facts.bindings.get(name, ())
    if any(not (isinstance(b, Name) and b.path == f"{module}.{name}") for b in bound):
        raise NotImportable(f"{name} means something else here")
    same = [i for i in top if i.module == module and not i.level and i.name != "*"]
    if same:
        return name, _beside([i for i in same if i.statement == same[0].statement], text, name)
    return name, (_new_line(top, text, module, name),)


def names_of(facts: FileFacts, text: str, path: str, at_top: bool) -> list[str]:
    """What a dotted name is called in a file by its imports, where nothing else there is called so.

    `at_top`: by the imports that hold for the whole file.
    """
    parent, _, last = path.rpartition(".")
    found = []
    for one in _at_top(facts, text) if at_top else facts.imports:
        if one.module == parent and one.name == last and not one.level:
            called = one.alias or last
        elif one.module is None and f"{path}.".startswith(f"{one.name}."):
            called = f"{one.alias}{path[len(one.name) :]}" if one.alias else path
        else:
            continue
        first = called.partition(".")[0]
        rivals = (i for i in facts.imports if (i.alias or i.name.partition(".")[0]) == first)
        same = all((i.module, i.name, i.level) == (one.module, one.name, one.level) for i in rivals)
        bound = (isinstance(b, Name) and f"{path}.".startswith(f"{b.path}.") for b in facts.bindings.get(first, ()))
        if same and all(bound) and first not in facts.absent:
            found.append(called)
    return list(dict.fromkeys(found))


def _at_top(facts: FileFacts, text: str) -> list[Import]:
    """The imports that are always made: not in a function, nor under `if TYPE_CHECKING` or `try`, which indent them."""
    return [i for i in facts.imports if i.at_top and text[i.statement.start - 1 : i.statement.start] in _MARGIN]


def _module_name(top: list[Import], module: str) -> str:
    """How a module itself is called: `shortcuts` after `from django import shortcuts`; "" when it is not imported."""
    parent, _, last = module.rpartition(".")
    for one in top:
        if one.module is None and one.name == module:
            return one.alias or module
        if one.module == parent and one.name == last and not one.level:
            return one.alias or last
    return ""


def _beside(names: list[Import], text: str, name: str) -> tuple[Edit, ...]:
    """Put a name into an import that is there, in its order when it has one, on a line of its own when they have."""
    newline = newline_of(text)
    order = next((o for o in _ORDERS if _is_sorted(names, o)), None)
    after = next((i for i in names if order is not None and order(name) < order(i.name)), None)
    if after is not None:
        indent = _indent(after, text)
        gap = " " if indent is None else f"{newline}{indent}"
        return (Edit(Span(after.span.start, after.span.start), f"{name},{gap}"),)
    last = names[-1]
    indent = _indent(last, text)
    if indent is None:
        return (Edit(Span(last.span.end, last.span.end), f", {name}"),)
    end = _end_of_line(text, last.span.end)
    rest = text[last.span.end : end].strip()
    if not rest or rest == ",":
        return (Edit(Span(last.span.end, last.span.end), f",{newline}{indent}{name}"),)
    if not rest.lstrip(",").lstrip().startswith("#"):
        return (Edit(Span(last.span.end, last.span.end), f", {name}"),)
    comma = () if rest.startswith(",") else (Edit(Span(last.span.end, last.span.end), ","),)
    return (*comma, Edit(Span(end, end), f"{newline}{indent}{name},"))  # the comment stays with its name


def _by_kind(name: str) -> tuple[int, str]:
    """isort's order: constants, classes, the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name.lower()


Order = Callable[[str], tuple[int, str]]
_ORDERS: tuple[Order, ...] = (_by_kind, lambda name: (0, name.lower()), lambda name: (0, name))


def _is_sorted(names: list[Import], order: Order) -> bool:
    keys = [order(i.name) for i in names]
    return keys == sorted(keys)


def _indent(imported: Import, text: str) -> str | None:
    """What stands before a name that begins a line between parentheses; None when it does not."""
    start = max(text.rfind("\n", 0, imported.span.start), text.rfind("\r", 0, imported.span.start)) + 1
    before = text[start : imported.span.start]
    return before if imported.parenthesised is not None and not before.strip() else None


def _new_line(top: list[Import], text: str, module: str, name: str) -> Edit:
    """An import of its own: in the order of those of the same package, else before all others."""
    package = module.partition(".")[0]
    line = f"from {module} import {name}{newline_of(text)}"
    others = [i for i in top if i.module != "__future__"]
    if not others:
        raise NotImportable(f"there is no import to put that of {name} beside")
    akin = [i for i in others if not i.level and (i.module or "").partition(".")[0] == package]
    before = next((i for i in akin if (i.module or "").lower() > module.lower()), None)
    if before is None and akin:
        end = _end_of_line(text, akin[-1].statement.end)
        rest = text[akin[-1].statement.end : end].strip()
        if end < len(text) and (not rest or rest.startswith("#")):
            end += 2 if text[end : end + 2] == "\r\n" else 1
            return Edit(Span(end, end), line)
        before = akin[-1]
    anchor = before or next((i for i in others if (i.module or i.name).partition(".")[0] == package), others[0])
    return Edit(Span(anchor.statement.start, anchor.statement.start), line)


def newline_of(text: str) -> str:
    """The line end that a text uses first."""
    at = text.find("\n")
    if at < 0:
        return "\r" if "\r" in text else "\n"
    return "\r\n" if text[at - 1 : at] == "\r" else "\n"


def _end_of_line(text: str, at: int) -> int:
    """Where the line of a place ends, before its line end."""
    ends = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
    return min(ends, default=len(text))
