"""Fixes, chosen and verified: texts in, texts out. A text is changed only when its new form has proved itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lint307.core.findings import Finding, Safety
from lint307.core.text import Edit, Lines, Span, apply, conflicts
from lint307.fixing.bound import otherwise_bound
from lint307.fixing.moved import Moved
from lint307.fixing.same_tree import difference

if TYPE_CHECKING:
    from lint307.config import Settings
    from lint307.core.facts import FileFacts
    from lint307.engine import Program, Source

# Two fixes that touch each other need two rounds; this many only guards against fixes that undo one another.
_ROUNDS = 10
Wants = Callable[[Finding, "FileFacts", Lines], bool]


class Fixed(NamedTuple):
    """One text after fixing. `left` are its findings then; `refused` says why a change of it was not kept."""

    text: str
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    refused: str | None = None


class _Attempt(NamedTuple):
    source: Source
    facts: FileFacts
    chosen: tuple[Finding, ...]
    edits: tuple[Edit, ...]


def fix(
    sources: Mapping[str, Source],
    found: Mapping[str, Sequence[Finding]],
    known: Mapping[str, FileFacts],
    settings: Settings,
    level: Safety,
    wants: Wants,
) -> dict[str, Fixed]:
    """Fix all texts with findings until nothing more can be fixed; `known` are the facts of every file of the project.

    The changes of all files are tried together: each new text has to parse, to differ only inside the edits, and to
    be free of the findings that it was made for and of new ones. One that fails is left out, and the rest tried again.
    """
    facts = dict(known)
    state = {path: Fixed(sources[path].text, (), tuple(findings)) for path, findings in found.items() if findings}
    for _ in range(_ROUNDS):
        attempts: dict[str, _Attempt] = {}
        for path, now in state.items():
            chosen = () if now.refused else choose(now.left, level)
            if chosen:
                made = _attempt(sources[path]._replace(text=now.text), chosen, facts)
                if isinstance(made, _Attempt):
                    attempts[path] = made
                else:
                    state[path] = now._replace(refused=made)
        if not attempts:
            break
        facts = _keep(attempts, state, facts, settings, wants)
    return state


def _keep(
    attempts: dict[str, _Attempt],
    state: dict[str, Fixed],
    facts: dict[str, FileFacts],
    settings: Settings,
    wants: Wants,
) -> dict[str, FileFacts]:
    """Put into `state` what of the attempts holds in the project that they make together; the rest is refused."""
    from lint307 import engine

    while attempts:
        after = {**facts, **{path: attempt.facts for path, attempt in attempts.items()}}
        program = engine.link(after.values(), settings)
        found: dict[str, tuple[Finding, ...]] = {}
        failed: dict[str, str] = {}
        for path, attempt in attempts.items():
            try:
                found[path] = _judged(program, attempt, wants)
            except Exception as error:  # an error in the analysis of one text must not cost the others their fixes
                failed[path] = f"the fixed text could not be checked: {type(error).__name__}: {error}"
            else:
                reason = disproof(state[path].left, attempt, found[path])
                failed |= {path: reason} if reason else {}
        if not failed:
            for path, attempt in attempts.items():
                state[path] = Fixed(attempt.source.text, state[path].applied + attempt.chosen, found[path])
            return after
        for path, reason in failed.items():
            state[path] = state[path]._replace(refused=reason)
            del attempts[path]
    return facts


def choose(findings: Iterable[Finding], level: Safety) -> tuple[Finding, ...]:
    """The findings whose fixes are trusted enough and go together; where two touch, the better evidence wins."""
    ranked = sorted(
        (f for f in findings if f.fix is not None and f.fix.edits and f.fix.safety >= level),
        key=lambda f: (-f.fix.safety if f.fix else 0, -len(f.witnesses), f.span, f.code),
    )
    chosen: list[Finding] = []
    taken: list[Edit] = []
    for finding in ranked:
        edits = finding.fix.edits if finding.fix else ()
        if not conflicts(edits, taken) and not conflicts(edits, edits):
            chosen.append(finding)
            taken += edits
    return tuple(sorted(chosen, key=lambda f: (f.span, f.code)))


def _judged(program: Program, attempt: _Attempt, wants: Wants) -> tuple[Finding, ...]:
    from lint307 import engine

    lines = Lines(attempt.source.text)
    return tuple(f for f in engine.judge(program, attempt.source) if wants(f, attempt.facts, lines))


def _attempt(source: Source, chosen: tuple[Finding, ...], facts: Mapping[str, FileFacts]) -> _Attempt | str:
    """The text with the fixes made and read again, or why that cannot be."""
    from lint307 import engine
    from lint307.reading.parse import Unreadable

    edits = tuple(sorted({edit for finding in chosen if finding.fix for edit in finding.fix.edits}))
    try:
        edits = engine.tidied(source.text, edits, facts[source.path], facts.values())
        text = apply(source.text, edits)
    except ValueError as error:
        return f"the fixes do not go together: {error}"
    reason = difference(source.text, text, edits) or otherwise_bound(source.text, text, edits)
    if reason:
        return reason
    new = source._replace(text=text)
    try:
        return _Attempt(new, engine.read(new), chosen, edits)
    except Unreadable as error:
        return f"the fixed text would not parse: {error.reason}"


def disproof(before: Sequence[Finding], attempt: _Attempt, after: Sequence[Finding]) -> str | None:
    """Why the findings of the new text say that the change was wrong; None when they say that it was right."""
    moved = Moved(attempt.edits)
    chosen = {(f.code, f.span) for f in attempt.chosen}
    gone = [(f.code, moved.span(f.span)) for f in before if (f.code, f.span) in chosen]
    stay = [(f.code, moved.span(f.span)) for f in before if (f.code, f.span) not in chosen]
    lines = Lines(attempt.source.text)
    for finding in after:
        row = lines.row(finding.span.start)
        if _has(gone, finding):
            return f"{finding.code} would still be found in line {row} of the fixed text"
        if not _has(stay, finding):
            return f"the fixed text would have a new {finding.code} in line {row}"
    return None


def _has(places: Iterable[tuple[str, Span]], finding: Finding) -> bool:
    return any(
        code == finding.code and (span.overlaps(finding.span) or span.start == finding.span.start)
        for code, span in places
    )
