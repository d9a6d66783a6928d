"""What is left out of a text before it is parsed, and what is known of it all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from lint307.core.text import Span


class Idle(NamedTuple):
    """A function that was left out whole: its name below the names of the classes around it, and its parameters.

    A parameter is its name, its kind as in `facts.Parameter`, and its place.
    """

    names: tuple[str, ...]
    span: Span
    name_span: Span
    parameters: tuple[tuple[str, str, Span], ...]


class Field(NamedTuple):
    """An attribute whose value was left out: its name below the names of the classes around it."""

    names: tuple[str, ...]
    span: Span


class Imported(NamedTuple):
    """An import at the beginning of a module: what is in `facts.Import`, of each name.

    `module` is as it is written, without the `level` dots before it; None for `import name`.
    """

    module: str | None
    level: int
    names: tuple[tuple[str, str | None, Span], ...]
    statement: Span
    is_parenthesised: bool


LeftOut: TypeAlias = Idle | Field | Imported


class Gap(NamedTuple):
    """What is blanked out, and what is put at its beginning so that the rest still parses."""

    start: int
    end: int
    filling: str
    idle: LeftOut | None = None
    absent: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    is_whole: bool = False


def joined(gaps: Iterator[Gap], text: str) -> Iterator[Gap]:
    """Whole statements that are left out one after the other leave one gap, with the comments between them."""
    last: Gap | None = None
    for gap in gaps:
        if last is not None and last.is_whole and gap.is_whole and _is_idle(text[last.end : gap.start]):
            yield last._replace(end=gap.start)
            last = gap._replace(filling="")
            continue
        if last is not None:
            yield last
        last = gap
    if last is not None:
        yield last


def _is_idle(between: str) -> bool:
    """Whether nothing but comments and space stands in a text."""
    return all(not line or line.startswith("#") for line in map(str.strip, between.splitlines()))
