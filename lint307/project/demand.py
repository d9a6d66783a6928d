"""Calls by which a project's own functions and classes pass redirects on: bodies that make them have to be read."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from lint307.core.facts import FileFacts, Function
from lint307.core.text import Span
from lint307.core.values import Call, Name
from lint307.project import classes
from lint307.project.cases import Cases
from lint307.project.hooking import handled
from lint307.project.origins import origin
from lint307.project.partials import of_redirects
from lint307.project.registering import declarations
from lint307.project.symbols import Symbols

# Names that the reader looks for anyway.
_FOUND_ANYWAY = re.compile(r"edirect|(?<!HTTP)SeeOther|see_other")
# What a file that was not read gives back of others.
_RETURNED = re.compile(r"\b(?:return|raise)[ \t]+(?:await[ \t]+)?((?:\w+\.)*)([^\W\d]\w*)\(")
_NAME = re.compile(r"[^\W\d]\w*")
_IMPORTED = re.compile(r"^[ \t]*(?:import\b[^\n]*|from\b[^\n]*?import[ \t]*(?:\([^)]*\)|[^\n(]*))", re.M)
_OWN = ("self", "cls")


def passing_on(cases: Cases) -> Iterator[str]:
    """The dotted name of each wrapper, method, subclass and helper whose name does not tell what it does.

    Those that declare routes are among them.
    """
    ctx = cases.program.ctx
    for module, file in ctx.symbols.files.items():
        cases.run(module)
        for site in cases.sites(module):
            leaves = site.exit in ("return", "raise") or any(s.raised for s in site.sent)
            if leaves and site.function.short != "<module>" and _is_called(site.function):
                yield site.function.name
            yield from handled(cases.program.reaches, file, site.function)
    for name, declared in declarations(ctx).items():
        if any(d.inner is None and d.outer.owner is None for d in declared):
            yield name
    yield from (name for name in of_redirects(ctx) if not _FOUND_ANYWAY.search(name.rpartition(".")[2]))
    for name in ctx.symbols.classes:
        if not _FOUND_ANYWAY.search(name.rpartition(".")[2]) and classes.response_base(name, ctx) is not None:
            yield name


def _is_called(function: Function) -> bool:
    short = function.short
    if _FOUND_ANYWAY.search(short) or "<" in short or "<locals>" in function.name:
        return False
    return function.owner is not None or not function.decorators


def following(names: Mapping[str, frozenset[str]], symbols: Symbols) -> dict[str, frozenset[str]]:
    """What names of modules stand for in turn and has not been read: other names, base classes and decorators."""
    for module, wanted in names.items():
        for name in wanted:
            path = symbols.path(Name(f"{module}.{name.removesuffix('()')}", Span(0, 0)), module)
            if path in symbols.classes:
                symbols.lineage(path)
            elif path in symbols.functions:
                file, function = symbols.functions[path]
                for decorator in function.decorators:
                    symbols.path(decorator.func if isinstance(decorator, Call) else decorator, file.module)
    return {module: frozenset(missing) for module, missing in symbols.missing.items()}


def called(file: FileFacts, passing: frozenset[str], symbols: Symbols) -> Iterator[str]:
    """The names by which what was not read of a file calls what passes redirects on.

    `self.name` stands for a method of the module's classes.
    """
    shorts = _shorts(passing)
    for dotted in file.calls:
        head, _, last = dotted.rpartition(".")
        if last not in shorts:
            continue
        if head in _OWN:
            if _is_inherited(last, file.module, passing, symbols):
                yield f"self.{last}"
        elif dotted.partition(".")[0] in file.inside:
            if any(_is_written(dotted, name, symbols) for name in passing if name.endswith(f".{last}")):
                yield last
        elif _may_mean(dotted, last, file, passing, symbols) and _leads(dotted, file.module, symbols) in passing:
            yield last


def between(text: str, passing: frozenset[str], symbols: Symbols) -> frozenset[str]:
    """The short names of the functions and classes that pass redirects on and whose answer an unread text gives back.

    Between a handler and a redirect there may be a third file.
    """
    returned = {(head.partition(".")[0], last) for head, last in _RETURNED.findall(text)}
    shorts = _shorts(passing) & {last for _, last in returned}
    if not shorts:
        return frozenset()
    imported = frozenset(name for hit in _IMPORTED.finditer(text) for name in _NAME.findall(hit[0]))
    known = {last for head, last in returned if (head or last) in imported}
    owned = (name.rpartition(".") for name in passing)
    return frozenset(last for holder, _, last in owned if last in shorts & known and holder not in symbols.classes)


def _is_written(dotted: str, name: str, symbols: Symbols) -> bool:
    """Whether a call of an imported name may mean this one: a method is called on its class."""
    holder = name.rpartition(".")[0]
    on = dotted.rpartition(".")[0]
    return holder not in symbols.classes or on.rpartition(".")[2] == holder.rpartition(".")[2]


def _may_mean(dotted: str, last: str, file: FileFacts, passing: frozenset[str], symbols: Symbols) -> bool:
    """Whether a name that a module binds may be one of these, before anything is asked for."""
    head, _, rest = dotted.partition(".")
    given = file.bindings.get(head) or (Name(head, Span(0, 0)),)
    spelt = [f"{bound.path if isinstance(bound, Name) else head}.{rest}" for bound in given]
    names = [name for name in passing if name.endswith(f".{last}")]
    return any(_is_written(each, name, symbols) for each in spelt for name in names)


def _leads(dotted: str, module: str, symbols: Symbols) -> str | None:
    file, first = symbols.files[module], dotted.partition(".")[0]
    name = Name(f"{module}.{dotted}", Span(0, 0))
    if first in file.bindings or first in file.absent:
        return symbols.path(name, module) or origin(name, module, symbols)
    return symbols.known(name, module) if file.stars else None


@functools.lru_cache(maxsize=2)
def _shorts(passing: frozenset[str]) -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in passing)


def _is_inherited(method: str, module: str, passing: frozenset[str], symbols: Symbols) -> bool:
    """Whether a class of a module has a method that passes redirects on."""
    own = (c.name for c in symbols.files[module].classes)
    return any(f"{ancestor}.{method}" in passing for name in own for ancestor in symbols.lineage(name))
