"""Where the nodes of a LibCST tree stand, in characters.

LibCST nodes carry no positions. Writing the tree out once while counting characters gives them all, at a fraction of
the cost of its metadata machinery; the tests hold the result against `PositionProvider`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import libcst as cst
from libcst._nodes.internal import CodegenState

from lint307.core.text import Span


class _Counter(CodegenState):
    """A writer that writes nothing and keeps count."""

    def __init__(self, module: cst.Module, base: int) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self.tokens.append("")  # LibCST takes a writer without tokens for an empty file
        self.at = base
        self.last = 0
        self.started: list[int] = []
        self.spans: dict[int, Span] = {}

    def add_token(self, value: str) -> None:
        self.last = len(value)
        self.at += self.last

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.add_token(token)

    def pop_trailing_newline(self) -> None:
        self.at -= self.last

    def before_codegen(self, node: cst.CSTNode) -> None:
        self.started.append(self.at)

    def after_codegen(self, node: cst.CSTNode) -> None:
        start = self.started.pop()
        if id(node) not in self.spans:
            self.spans[id(node)] = Span(start, self.at)

    # It is written for `with`; the library's type is that of a generator, which takes three times as long.
    def record_syntactic_position(  # type: ignore[override]
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> _Recording:
        return _Recording(self, node, start_node, end_node)


@contextlib.contextmanager
def hurried() -> Iterator[None]:
    """While this is open nodes are written in shorter ways of the same result: half of the time.

    No place is kept of space and line ends, three in five of all nodes. It is for a process of one's own: no other
    thread may write nodes meanwhile.
    """
    ours = (
        (cst.SimpleWhitespace, "_codegen", _space),
        (cst.Newline, "_codegen", _line_end),
        (cst.TrailingWhitespace, "_codegen", cst.TrailingWhitespace._codegen_impl),
        (cst.Name, "_codegen", _name),
        (cst.BaseExpression, "_parenthesize", _parenthesised),
    )
    theirs = [(owner, name, owner.__dict__.get(name)) for owner, name, _ in ours]
    for owner, name, method in ours:
        setattr(owner, name, method)
    try:
        yield
    finally:
        for owner, name, before in theirs:
            if before is None:  # it is inherited
                delattr(owner, name)
            else:
                setattr(owner, name, before)


def _space(node: cst.SimpleWhitespace, state: _Counter) -> None:
    state.add_token(node.value)


def _line_end(node: cst.Newline, state: _Counter) -> None:
    state.add_token(state.default_newline if node.value is None else node.value)


def _name(node: cst.Name, state: _Counter) -> None:
    start = state.at
    with _parenthesised(node, state):
        state.add_token(node.value)
    state.spans.setdefault(id(node), Span(start, state.at))


_with_brackets = cst.BaseExpression._parenthesize


def _parenthesised(node: cst.BaseExpression, state: _Counter) -> contextlib.AbstractContextManager[None]:
    return _with_brackets(node, state) if node.lpar else state.record_syntactic_position(node)


class _Recording:
    """What is written while this is open is what a node consists of, without the space and brackets around it."""

    __slots__ = ("counter", "end_node", "node", "start", "start_node")

    def __init__(
        self, counter: _Counter, node: cst.CSTNode, start_node: cst.CSTNode | None, end_node: cst.CSTNode | None
    ) -> None:
        self.counter, self.node, self.start_node, self.end_node = counter, node, start_node, end_node

    def __enter__(self) -> None:
        self.start = self.counter.at

    def __exit__(self, error: object, *_: object) -> None:
        if error is not None:  # what went wrong inside shall be told, not what is missing because of it
            return
        spans = self.counter.spans
        first = spans[id(self.start_node)].start if self.start_node is not None else self.start
        last = spans[id(self.end_node)].end if self.end_node is not None else self.counter.at
        spans[id(self.node)] = Span(first, last)


class Spans:
    """The span of every node of a module that starts at the character `base` of its file."""

    def __init__(self, module: cst.Module, base: int = 0) -> None:
        counter = _Counter(module, base)
        module._codegen(counter)
        self._spans = counter.spans
        self.end = counter.at

    def __call__(self, node: cst.CSTNode) -> Span:
        return self._spans[id(node)]
