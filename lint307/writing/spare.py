"""Imports that edits have made unused. Python's own parser tells what is used."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lint307.core.facts import FileFacts
from lint307.core.text import Edit, Lines, Span, apply, without

# A string that may be a type or an entry of `__all__`, not prose, in which words follow each other.
_CODE = re.compile(r"(?!.*\w +\w)[\w.\[\], |]+")
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[^\W\d]\w*")
_COMMENTED = re.compile(r"#\s*type:(.*)$|>>>(.*)$", re.M)


class _Bound(NamedTuple):
    """An import of one name: in which function (its names from the outside in; empty: none) and as what."""

    scope: tuple[str, ...]
    name: str


class _Statement(NamedTuple):
    """An import with the names of one statement; `alone` when its block has no other statement."""

    span: Span
    names: tuple[tuple[_Bound, Span], ...]
    alone: bool


class _Known(NamedTuple):
    statements: tuple[_Statement, ...]
    used: dict[tuple[str, ...], frozenset[str]]


def tidied(text: str, edits: tuple[Edit, ...], facts: FileFacts, files: Iterable[FileFacts]) -> tuple[Edit, ...]:
    """Edits, and with them the removal of imports that they make unused."""
    named = {name for span, _ in edits for name in _NAME.findall(text, *span)}
    imported = {i.alias or i.name.partition(".")[0] for i in facts.imports}
    after = apply(text, edits)
    if all(_is_called(name, after) for name in named & imported):
        return edits  # parsing both texts takes its time
    gaps = spare(text, after, facts, files)
    return without(len(text), edits, gaps) if gaps else edits


def _is_called(name: str, text: str) -> bool:
    """Whether a line calls a name, neither in a comment nor behind a quote."""
    return re.search(rf"^[^#\n'\"]*\b{name}\(", text, re.M) is not None


def spare(before: str, after: str, facts: FileFacts, files: Iterable[FileFacts]) -> tuple[Span, ...]:
    """What can be taken out of `after`: imports that were used in `before` and no longer are.

    An import that is made more than once stays, as does one that a comment marks for linters or that another of the
    `files` takes from this one.
    """
    old, new = _known(before), _known(after)
    if old is None or new is None:
        return ()
    spans: list[Span] = []
    for statement in new.statements:
        gone = [
            span
            for bound, span in statement.names
            if bound.name in old.used.get(bound.scope, ())
            and bound.name not in new.used.get(bound.scope, ())
            and not _is_taken(bound, facts, files)
        ]
        gone = [] if _is_made_twice(new, statement, gone) else gone
        spans += _cut(after, statement, gone)
    return tuple(spans)


def _is_taken(bound: _Bound, facts: FileFacts, files: Iterable[FileFacts]) -> bool:
    """Whether another file imports the name from here, or everything that `__all__` does not keep back."""
    is_given_out = facts.exports is None or bound.name in facts.exports
    return not bound.scope and any(
        (is_given_out and facts.module in file.stars)
        or any(i.module == facts.module and i.name == bound.name for i in file.imports)
        for file in files
    )


def _is_made_twice(known: _Known, statement: _Statement, gone: list[Span]) -> bool:
    """Whether one of the names is imported once more, for the same function or for the whole file."""
    names = {bound for bound, span in statement.names if span in gone}
    others = {bound for other in known.statements if other != statement for bound, _ in other.names}
    return bool(names & others)


def _cut(text: str, statement: _Statement, gone: list[Span]) -> Iterator[Span]:
    start, end = _lines_around(text, statement.span)
    kept = [span for _, span in statement.names if span not in gone]
    if not gone or "noqa" in text[start:end] or "type:" in text[start:end]:
        return
    if not kept:
        head, tail = text[start : statement.span.start], text[statement.span.end : end]
        if not statement.alone and not head.strip(" \t\f\ufeff") and not tail.strip():
            yield Span(statement.span.start if "\ufeff" in head else start, end)
        return
    names = [span for _, span in statement.names]
    last = [span for span in gone if span.start > kept[-1].start]
    for span in gone:
        if span not in last:
            yield _up_to(text, span, names[names.index(span) + 1])
    if last:
        yield _back_to(text, kept[-1], Span(last[0].start, last[-1].end))


def _up_to(text: str, span: Span, following: Span) -> Span:
    """A name with what stands up to the next one: its line alone where both begin a line."""
    line = _begin_of_line(text, span.start)
    begins = not text[line : span.start].strip()
    next_line = _begin_of_line(text, following.start)
    if begins and next_line > line and not text[next_line : following.start].strip():
        return Span(line, next_line)
    return Span(span.start, following.start)


def _back_to(text: str, before: Span, span: Span) -> Span:
    """The last names: with their lines where they have lines of their own, else with the comma before them."""
    line = _begin_of_line(text, span.start)
    end = _end_of_line(text, span.end)
    begins = _begin_of_line(text, before.start) < line and not text[line : span.start].strip()
    if begins and text[span.end : end].startswith(",") and text[span.end + 1 : end].strip()[:1] in ("", "#"):
        return Span(line, end + (2 if text[end : end + 2] == "\r\n" else 1))
    return Span(before.end, span.end)


def _begin_of_line(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _end_of_line(text: str, at: int) -> int:
    return min((e for e in (text.find("\n", at), text.find("\r", at)) if e >= 0), default=len(text))


def _lines_around(text: str, span: Span) -> Span:
    """The lines of a statement, the last line end included."""
    end = _end_of_line(text, span.end)
    return Span(_begin_of_line(text, span.start), end + (2 if text[end : end + 2] == "\r\n" else 1))


@lru_cache(maxsize=8)
def _known(text: str) -> _Known | None:
    """The imports of a text and the names that it uses; None when this Python cannot parse it."""
    mark = text.startswith("\ufeff")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text[mark:])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    lines = Lines(text[mark:])
    statements: list[_Statement] = []
    used: dict[tuple[str, ...], set[str]] = {(): set()}
    stack: list[tuple[ast.AST, tuple[str, ...], bool]] = [(tree, (), False)]
    while stack:
        node, scope, alone = stack.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            statements.append(_statement(node, scope, alone, lines, int(mark)))
            continue
        for name in _names(node):
            for depth in range(len(scope) + 1):
                used.setdefault(scope[:depth], set()).add(name)
        inner = (*scope, node.name) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else scope
        for field, value in ast.iter_fields(node):
            children = value if isinstance(value, list) else [value]
            only = isinstance(value, list) and len(value) == 1
            within = scope if field == "decorator_list" else inner
            if isinstance(node, ast.ClassDef):  # what a class imports can be used as its attribute
                children = [child for child in children if not isinstance(child, (ast.Import, ast.ImportFrom))]
            stack += [(child, within, only) for child in children if isinstance(child, ast.AST)]
    for hit in _COMMENTED.finditer(text):
        for scope in used:
            used[scope].update(_WORD.findall(hit[1] or hit[2] or ""))
    return _Known(tuple(statements), {scope: frozenset(names) for scope, names in used.items()})


def _names(node: ast.AST) -> list[str]:
    match node:
        case ast.Name(id=name):
            return [name]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
        case ast.Constant(value=str() as text) if _CODE.fullmatch(text):
            return _WORD.findall(text)
    return []


def _statement(
    node: ast.Import | ast.ImportFrom, scope: tuple[str, ...], alone: bool, lines: Lines, shift: int
) -> _Statement:
    def span(of: ast.alias | ast.stmt) -> Span:
        start = lines.byte_offset(of.lineno, of.col_offset) + shift
        return Span(start, lines.byte_offset(of.end_lineno or of.lineno, of.end_col_offset or 0) + shift)

    names = tuple((_Bound(scope, (a.asname or a.name).partition(".")[0]), span(a)) for a in node.names)
    return _Statement(span(node), names, alone)
