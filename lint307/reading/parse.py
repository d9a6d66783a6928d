"""Text to tree, or the reason why not."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator

import libcst as cst

from lint307.reading.python import python_tree
from lint307.reading.spans import Spans, hurried


class Unreadable(Exception):
    """A file that cannot be analysed; its message is the reason, for people. `row` is 1-based where it is known."""

    def __init__(self, reason: str, row: int | None = None, column: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.row, self.column = reason, row, column

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, int | None, int | None]]:
        return Unreadable, (self.reason, self.row, self.column)


_OPENING = re.compile(r"\ufeff?[ \t\x0c]*\x0c|\ufeff")
_RETURN = re.compile(r"\r(?!\n)")
_LAST = re.compile(r"\r?\n(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*[ \t]*(?:#[^\r\n]*)?\Z")
_INDENT = re.compile(r"\A[ \t]*\t[ \t]*")
_FEED = re.compile(r"(?<!\\)(\r?\n)([ \t\x0c]*\x0c)")


@contextlib.contextmanager
def unchecked() -> Iterator[None]:
    """While this is open LibCST does not check again, node by node, what its own parser has built; nodes are hurried.

    That takes a third of the time. It is for a process of one's own: no other thread may build nodes meanwhile.
    """
    checks = cst.CSTNode.__post_init__
    cst.CSTNode.__post_init__ = _unchecked  # type: ignore[method-assign,assignment]
    try:
        with hurried():
            yield
    finally:
        cst.CSTNode.__post_init__ = checks  # type: ignore[method-assign]


def _unchecked(node: cst.CSTNode) -> None:
    pass


def parse(text: str, base: int = 0) -> tuple[cst.Module, Spans]:
    """The tree of a text and the places of its nodes.

    Raises Unreadable for a syntax error, for nesting beyond what the parser takes, and for a text that the tree cannot
    give back character by character, since no edit of it could be trusted.
    """
    opening = _OPENING.match(text)
    if opening is not None:
        text, base = text[opening.end() :], base + opening.end()
    text = _legible(text)
    try:
        module = _module(text)
        spans = Spans(module, base)
        if spans.end - base != len(text):
            module = cst.parse_module(_without_last_comments(text))
            spans = Spans(module, base)
    except cst.ParserSyntaxError as error:
        raise Unreadable(f"syntax error: {error.message}", error.raw_line, error.raw_column + 1) from error
    except RecursionError as error:
        raise Unreadable("it is nested too deeply to be parsed") from error
    except Exception as error:  # LibCST reports a few malformed texts by exceptions of its own making
        raise Unreadable(f"it cannot be parsed: {error}") from error
    if spans.end - base != len(text):
        raise Unreadable("its line ends or indentation cannot be reproduced exactly")
    return module, spans


def _module(text: str) -> cst.Module:
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError:
        plain = _untabbed(text) if "\t" in text else None
        if plain is None:
            raise
        return cst.parse_module(plain)


def _untabbed(text: str) -> str | None:
    """The text with a blank for each tab of its indents; None unless Python reads the same in it, at the same places.

    LibCST's tokenizer loses count of some indents in which tabs and blanks are mixed, which Python takes.
    """
    tree = python_tree(text)
    if isinstance(tree, Exception):
        return None
    strings = (node for node in ast.walk(tree) if isinstance(node, (ast.Constant, ast.JoinedStr)))
    inside = {row for node in strings for row in range(node.lineno, node.end_lineno or node.lineno)}
    lines = enumerate(text.split("\n"))
    plain = "\n".join(line if row in inside else _INDENT.sub(_blank, line) for row, line in lines)
    again = python_tree(plain)
    same = isinstance(again, ast.Module) and _dumped(again) == _dumped(tree)
    return plain if same else None


def _dumped(tree: ast.Module) -> str:
    return ast.dump(tree, include_attributes=True)


def _blank(hit: re.Match[str]) -> str:
    return " " * len(hit[0])


def _legible(text: str) -> str:
    """The text in the form that the tree can give back: every token stays at its place.

    A carriage return alone ends a line, for Python as well, and a form feed in an indent begins it anew.
    """
    if "\r" in text:
        text = _RETURN.sub("\n", text)
    return _FEED.sub(lambda hit: " " * len(hit[2]) + hit[1], text) if "\x0c" in text else text


def _without_last_comments(text: str) -> str:
    """The text with blanks for the comments at its end: LibCST loses some of those that are indented."""
    hit = _LAST.search(text)
    return f"{text[: hit.start()]}{' ' * (len(hit[0]) - 1)}\n" if hit is not None else text
