"""The parts of a file that can matter, so that LibCST parses those alone.

LibCST pays by the node, about ten times what Python's own parser takes. So Python's parser says where functions begin
and end, and what holds no telling word is blanked out, to the same length: every character that is left stands where
it stood. A file that this Python cannot parse is taken whole.
"""

from __future__ import annotations

import ast
import collections
import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from lint307.core.text import Span
from lint307.reading.bindings import STAR, binding, mentioned
from lint307.reading.gaps import Field, Gap, Idle, LeftOut, joined
from lint307.reading.importing import imported, opening
from lint307.reading.marks import DESTINATION, TEST, Marks, marked, within
from lint307.reading.python import python_tree, serves

# Bodies and values of fewer characters, and files, are not worth the trouble.
_SHORTEST = 80
_SMALL = 2_000
EVERYTHING = "."
# What a class says of the requests that it answers, however long it takes.
_SAID = frozenset("http_method_names methods decorators url pattern_name permanent success_url".split())
_HARMLESS = frozenset("classmethod staticmethod property abstractmethod override".split())
# What is kept of a module with the functions that name it: it costs little, and would be asked for in the end.
_BRIEF = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
_WORD = re.compile(r"\w+")
_Block: TypeAlias = "ast.FunctionDef | ast.AsyncFunctionDef"


class Islands(NamedTuple):
    """`text` is as long as the original. `absent` are names of the module whose values were left out.

    `gaps` are the parts of the original that are not in it, `unread` the functions in them whose bodies may count.
    """

    text: str
    idle: tuple[LeftOut, ...] = ()
    absent: frozenset[str] = frozenset()
    gaps: tuple[Span, ...] = ()
    unread: frozenset[str] = frozenset()


def islands(text: str, also: str = "", wanted: str = "", only: bool = False) -> Islands:
    """The text with everything that cannot matter blanked out; offsets stay as they are.

    `also` names, with spaces between, what tells when it is called besides the frameworks' words, such as the project's
    own wrappers; EVERYTHING keeps all. `wanted` names are kept, and the bodies of functions where the name ends with
    `()`; with `only` nothing of the module besides them, what they need, and what makes such a call. Raises
    RecursionError or MemoryError for a text that is nested too deeply for any parser.
    """
    names = frozenset(wanted.split())
    try:
        if len(text) < _SMALL or also == EVERYTHING:
            python_tree(text)
            return Islands(text)
        file = _File(marked(text, frozenset(also.split()), names), names)
    except (SyntaxError, ValueError):  # it may be right for a newer Python: LibCST has the last word
        return Islands(text)
    parts: list[str] = []
    at = 0
    idle: list[LeftOut] = []
    absent: set[str] = set()
    unread: set[str] = set()
    gaps: list[Span] = []
    for gap in joined(file.without() if only else file.gaps(file.marks.tree.body, ()), text):
        if gap.start < at:
            return Islands(text)
        parts += [text[at : gap.start], gap.filling, " " * (gap.end - gap.start - len(gap.filling))]
        at = gap.end
        idle += [gap.idle] if gap.idle else []
        absent |= gap.absent
        unread |= gap.unread
        gaps.append(Span(gap.start, gap.end))
    left = "".join([*parts, text[at:]])
    return Islands(left, tuple(idle), frozenset(absent), tuple(gaps), frozenset(unread))


class _File:
    """A text of which parts are left out."""

    def __init__(self, marks: Marks, wanted: frozenset[str]) -> None:
        self.marks, self.text = marks, marks.text
        self.offset, self.span, self.tells = marks.offset, marks.span, marks.tells
        self.bodies = {name[:-2] for name in wanted if name.endswith("()")}
        self.opening = frozenset(map(id, opening(marks.tree)))
        self.wanted = {re.split(r"\W", name)[0] for name in wanted} | {"__all__"}

    @functools.cached_property
    def words(self) -> collections.Counter[str]:
        """How often each word stands in the text."""
        return collections.Counter(_WORD.findall(self.text))

    def without(self) -> Iterator[Gap]:
        """What is left out of a module of which only some names are wanted."""
        body = self.marks.tree.body
        bound = [binding(node) for node in body]
        called = self.marks.hits.called
        calling = {i for i, node in enumerate(body) if within(called, *self.span(node))} if called else set()
        kept: dict[int, list[Gap]] = {}
        asked, named = set(self.wanted), set[str]()
        while new := {
            i
            for i, names in enumerate(bound)
            if i not in kept
            and (i in calling or STAR in names or names & asked or (names & named and isinstance(body[i], _BRIEF)))
        }:
            for i in new:
                kept[i] = list(self.gaps([body[i]], ()))
                asked |= mentioned(body[i])
                named |= self.marks.names(self.span(body[i]), kept[i])
        for index, node in enumerate(body):
            if index in kept:
                yield from kept[index]
                continue
            over = getattr(node, "decorator_list", [])
            start, end = self.span(node)
            start = self.offset(over[0].lineno, over[0].col_offset) - 1 if over else start
            if end - start >= 4:
                yield Gap(start, end, "pass", absent=bound[index], is_whole=True)

    def gaps(self, body: Sequence[ast.stmt], around: tuple[str, ...]) -> Iterator[Gap]:
        """What can be blanked out, outermost and in order."""
        for index, node in enumerate(body):
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    yield from self._of_function(node, around)
                case ast.ClassDef():
                    yield from self.gaps(node.body, (*around, node.name))
                case ast.Import() | ast.ImportFrom():
                    if id(node) in self.opening:
                        left = imported(node, self.text, self.span)
                        yield Gap(left.statement.start, left.statement.end, "pass", left, is_whole=True)
                case ast.If() | ast.Try() | ast.With():
                    yield from self.gaps(node.body, around)
                case ast.AnnAssign(value=None, annotation=annotation) if around:
                    if not any(isinstance(part, ast.Call) for part in ast.walk(annotation)):
                        span = self.span(node)
                        yield Gap(span.start, span.end, "pass", is_whole=True)
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=func))
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.Call(func=func))
                ) if around and name not in _SAID and _is_class(func) and not self.tells(*self.span(node)):
                    span = self.span(node)
                    yield Gap(span.start, span.end, "pass", Field((*around, name), span), is_whole=True)
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=value)
                    | ast.AnnAssign(target=ast.Name(id=name), value=value)
                ) if value is not None:
                    if not self.tells(self.span(node).start, self.span(value).start):
                        yield from self._of_value(name, value, around)
                case ast.Expr(value=value) if index and not isinstance(value, ast.Constant):
                    start, end = self.span(node)
                    if end - start >= _SHORTEST and not self.tells(start, end):
                        yield Gap(start, end, "pass")

    def _of_function(self, node: _Block, around: tuple[str, ...]) -> Iterator[Gap]:
        start, end = self.span(node)
        first = node.body[0]
        decorators = getattr(first, "decorator_list", [])
        opening, before = (decorators[0], 1) if decorators else (first, 0)  # the `@` stands before the decorator
        body = self.offset(opening.lineno, opening.col_offset) - before
        is_test = node.name.startswith(TEST) and not serves(node)  # nobody calls it, and nothing is said of it
        names = (*around, node.name)
        if node.name == DESTINATION:
            return
        if not is_test and (self.tells(body, end) or ".".join(names) in self.bodies):
            return
        if not is_test and node.name in self.marks.run and within(self.marks.hits.weak, body, end):
            return  # it would be asked for
        counts = not is_test and within(self.marks.hits.weak, body, end)
        unread = frozenset({".".join(names)}) if counts else frozenset()
        is_idle = not within(self.marks.hits.strong, body, end) if is_test else self._is_plain(node, start, body)
        if is_idle and (is_test or not self.tells(start, body)):
            over = node.decorator_list
            whole = self.offset(over[0].lineno, over[0].col_offset) - 1 if over else start
            yield Gap(whole, end, "pass", self._idle(node, names, Span(start, end)), unread=unread, is_whole=True)
        elif end - body >= _SHORTEST:
            yield Gap(body, end, "pass", unread=unread)

    def _is_plain(self, node: _Block, start: int, body: int) -> bool:
        """Whether the head of a function says nothing either: no call in it, no decorator that does anything."""
        if node.name.startswith("__") and node.name.endswith("__"):
            return False
        plain = all(isinstance(d, ast.Name) and d.id in _HARMLESS for d in node.decorator_list)
        return plain and self.text.count("(", start, body) == 1

    def _idle(self, node: _Block, names: tuple[str, ...], span: Span) -> Idle:
        at = self.text.index(node.name, span.start + (9 if isinstance(node, ast.AsyncFunctionDef) else 3))
        given = node.args
        groups = [("", a) for a in (*given.posonlyargs, *given.args)]
        groups += [("*", given.vararg)] if given.vararg else []
        groups += [("keyword", a) for a in given.kwonlyargs]
        groups += [("**", given.kwarg)] if given.kwarg else []
        return Idle(
            names, span, Span(at, at + len(node.name)), tuple((a.arg, kind, self.span(a)) for kind, a in groups)
        )

    def _of_value(self, name: str, value: ast.expr, around: tuple[str, ...]) -> Iterator[Gap]:
        """A long value that says nothing; one of the module only where nothing else in the file speaks of it."""
        if name in _SAID:
            return
        if around:
            yield from self._inside(value)
        elif name not in self.wanted:
            start, end = self.span(value)
            if not self._stays(value, start, end) and self.words[name] == 1:
                yield Gap(start, end, "...", absent=frozenset({name}))

    def _inside(self, value: ast.expr) -> Iterator[Gap]:
        """The parts of an attribute's value that say nothing: whole, or items of it where another one tells."""
        start, end = self.span(value)
        if not self._stays(value, start, end):
            yield Gap(start, end, "...")
        elif end - start >= _SHORTEST:
            for part in self._parts(value):
                yield from self._inside(part)

    def _stays(self, value: ast.expr, start: int, end: int) -> bool:
        is_short = end - start < _SHORTEST or isinstance(value, (ast.Constant, ast.Name, ast.Attribute))
        return is_short or self.tells(start, end)

    def _parts(self, value: ast.expr) -> Sequence[ast.expr]:
        """The items that can be left out on their own; a call that tells by its name keeps its arguments."""
        match value:
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
                return items
            case ast.Dict(values=items):
                return items
            case ast.Call(func=func, args=args, keywords=keywords):
                start, end = self.span(func)
                return () if self.tells(start, end + 1) else (*args, *(k.value for k in keywords))
        return ()


def _is_class(func: ast.expr) -> bool:
    """Whether what is called has the name of a class, as in `forms.CharField(…)`."""
    name = func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
    return name[:1].isupper()
