"""What the tool says: a finding, its evidence and its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from lint307.core.text import Edit, Span


class Safety(IntEnum):
    """How far a fix may be trusted; ordered. SAFE is applied by `fix`, UNSAFE on request, MANUAL never."""

    MANUAL = 0
    UNSAFE = 1
    SAFE = 2


@dataclass(frozen=True, slots=True)
class Witness:
    """One piece of evidence: where it stands and what it says, as a clause without a full stop.

    `path` is None when it stands in the file of the finding. `row`, from 1, is known once that file has been looked at.
    """

    kind: str
    message: str
    span: Span
    path: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A verb phrase and the edits that do it. MANUAL fixes carry the text to write in `title` and no edits."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety


@dataclass(frozen=True, slots=True)
class Traces:
    """By what tests may name a redirect: routes by name or path, handlers by name, and what a fix stops calling.

    `replaced` are dotted names as `patch` takes them: `shop.views.redirect`.
    """

    names: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one rule.

    span         in characters of the file `path`
    sent         the status that goes out; recommended: the one to send instead; None when it cannot be told
    methods      that reach the place; empty: none is known
    notes        what else to know before fixing, as places and clauses
    traces       where to look for such notes; None when there is nothing to fix in place
    """

    code: str
    name: str
    path: str
    span: Span
    message: str
    witnesses: tuple[Witness, ...] = ()
    fix: Fix | None = None
    sent: int | None = None
    recommended: int | None = None
    methods: tuple[str, ...] = ()
    meaning: str | None = None
    notes: tuple[str, ...] = ()
    traces: Traces | None = None
