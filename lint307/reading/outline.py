"""A text without the bodies of its functions, so that Python's parser has a fifth of it to read.

What is put in place of a body is one string as long as the body was: everything else stands where it stood, and the
parser is the judge of it. Where a bracket misleads, what is left has one bracket too many, and does not parse.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lint307.core.text import Span

# Bodies of fewer characters are not worth the trouble.
_SHORTEST = 80
_STRING = (
    r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
    r"|'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'"
)
_TOKEN = re.compile(rf"#[^\n]*|{_STRING}", re.S)
_DEF = re.compile(r"^([ \t]*)(?:async[ \t]+)?def[ \t]+(\w+)", re.M)
_PLAIN = re.compile(r"\([^()\[\]{}:#\"'\\\n]*\)[ \t]*:")
_HEAD = re.compile(rf"[(\[{{:)\]}}]|#[^\n]*|{_STRING}", re.S)
_FIRST = re.compile(r"[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*([ \t]*)(?=\S)")


class _Lexed(NamedTuple):
    """Where the strings of several lines begin and end, and where the comment that ends at a place begins."""

    begins: list[int]
    ends: list[int]
    comments: dict[int, int]

    def string_at(self, place: int) -> int:
        """The end of the string in which a place lies; -1: it lies in none."""
        index = bisect.bisect_right(self.begins, place) - 1
        return self.ends[index] if index >= 0 and place < self.ends[index] else -1


def outline(text: str, keeps: Callable[[str, int, int], bool]) -> str:
    """The text with strings for the bodies of functions, as long as they were; `keeps` says which of them stay.

    It is asked for the name of a function and the span of its body. Functions within others are part of their bodies.
    """
    if "\r" in text or "\x0c" in text:
        return text
    parts: list[str] = []
    at = 0
    for name, body in _bodies(text):
        if not keeps(name, body.start, body.end):
            parts += [text[at : body.start], '"', " " * (body.end - body.start - 2), '"']
            at = body.end
    return "".join([*parts, text[at:]])


def _bodies(text: str) -> Iterator[tuple[str, Span]]:
    """The bodies of the outermost functions, where they are long and begin on a line of their own."""
    lexed = _lexed(text)
    at = 0
    while (found := _DEF.search(text, at)) is not None:
        at = max(found.end(), lexed.string_at(found.start()))
        if at > found.end():
            continue
        indent = len(found[1])
        first = _FIRST.match(text, _colon(text, at))
        if first is None or len(first[1]) <= indent:
            continue
        start = first.end()
        end = _end(text, start, indent, lexed)
        if end - start >= _SHORTEST:
            yield found[2], Span(start, end)
        at = end


def _lexed(text: str) -> _Lexed:
    lexed = _Lexed([], [], {})
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if text[start] == "#":
            lexed.comments[start + len(token[0].rstrip())] = start
        elif text.find("\n", start, end) >= 0:
            lexed.begins.append(start)
            lexed.ends.append(end)
    return lexed


def _colon(text: str, at: int) -> int:
    """Where the head of a function ends whose name ends at a place."""
    plain = _PLAIN.match(text, at)
    if plain is not None:
        return plain.end()
    depth = 0
    for token in _HEAD.finditer(text, at):
        if token[0] in "([{":
            depth += 1
        elif token[0] in ")]}":
            depth -= 1
        elif token[0] == ":" and not depth:
            return token.end()
    return len(text)


def _end(text: str, start: int, indent: int, lexed: _Lexed) -> int:
    """Where a body ends, without the comments after it."""
    after = _less_indented(indent)
    at = start
    while (found := after.search(text, at)) is not None:
        at = max(found.end(), lexed.string_at(found.start()))
        goes_on = text[found.start() - 1] == "\\" and found.start() not in lexed.comments
        if at == found.end() and not goes_on:
            break
    end = found.start() if found is not None else len(text)
    while True:
        end = start + len(text[start:end].rstrip())
        if end not in lexed.comments or lexed.comments[end] < start:
            return end
        end = lexed.comments[end]


@functools.cache
def _less_indented(indent: int) -> re.Pattern[str]:
    """A line that begins no deeper, comments and the ends of brackets aside."""
    return re.compile(rf"\n[ \t]{{0,{indent}}}(?=[^\s#)\]}}])")
