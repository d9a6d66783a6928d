"""Fixes, chosen and verified: texts in, texts out. A text is changed only when its new form has proved itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lint307.core.findings import Finding, Safety
from lint307.core.text import Edit, Lines, Span, apply, conflicts
from lint307.fixing.bound import otherwise_bound
from lint307.fixing.moved import Moved
from lint307.fixing.same_tree import difference
from lint307.writing.spare import tidied

if TYPE_CHECKING:
    from lint307.config import Settings
    from lint307.core.facts import FileFacts
    from lint307.engine import Program, Source

# Two fixes that touch each other need two rounds; this many only guards against fixes that undo one another.
_ROUNDS = 10
Wants = Callable[[Finding, "FileFacts", Lines], bool]


class Fixed(NamedTuple):
    """One text after fixing. `left` are its findings then; `refused` says why a change of it was not kept.

    `barred` are the findings whose fixes are not tried again, by code and by where they stand in the text.
    """

    text: str
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    refused: str | None = None
    barred: frozenset[tuple[str, Span]] = frozenset()

    def without(self, culprits: Iterable[Finding], reason: str) -> Fixed:
        return self._replace(refused=reason, barred=self.barred | {(f.code, f.span) for f in culprits})

    def fixable(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.left if (f.code, f.span) not in self.barred)


class _Attempt(NamedTuple):
    source: Source
    facts: FileFacts
    chosen: tuple[Finding, ...]
    edits: tuple[Edit, ...]


class Disproof(NamedTuple):
    """Why a change is wrong, and the findings whose fixes made it so."""

    reason: str
    culprits: tuple[Finding, ...]


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
    be free of the findings that it was made for and of new ones. A fix that fails is left out, and the rest tried
    again.
    """
    facts = dict(known)
    state = {path: Fixed(sources[path].text, (), tuple(findings)) for path, findings in found.items() if findings}
    for _ in range(_ROUNDS):
        attempts: dict[str, _Attempt] = {}
        for path, now in state.items():
            source = sources[path]._replace(text=now.text)
            while chosen := choose(now.fixable(), level):
                made = _attempt(source, chosen, facts)
                if isinstance(made, _Attempt):
                    attempts[path] = made
                    break
                now = now.without(_culprits(source, chosen, facts), made)
            state[path] = now
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
        failed: dict[str, Disproof] = {}
        for path, attempt in attempts.items():
            try:
                found[path] = _judged(program, attempt, wants)
            except Exception as error:  # an error in the analysis of one text must not cost the others their fixes
                reason = f"the fixed text could not be checked: {type(error).__name__}: {error}"
                failed[path] = Disproof(reason, attempt.chosen)
            else:
                wrong = disproof(state[path].left, attempt, found[path])
                failed |= {path: wrong} if wrong else {}
        if not failed:
            for path, attempt in attempts.items():
                moved, now = Moved(attempt.edits), state[path]
                state[path] = now._replace(
                    text=attempt.source.text, applied=now.applied + attempt.chosen, left=found[path],
                    barred=frozenset((code, moved.span(span)) for code, span in now.barred),
                )  # fmt: skip
            return after
        for path, wrong in failed.items():  # what is left of their fixes has its turn in the next round
            state[path] = state[path].without(wrong.culprits, wrong.reason)
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

    made = _edited(source, chosen, facts)
    if isinstance(made, str):
        return made
    text, edits = made
    new = source._replace(text=text)
    try:
        return _Attempt(new, engine.read(new), chosen, edits)
    except Unreadable as error:
        return f"the fixed text would not parse: {error.reason}"


def _edited(
    source: Source, chosen: tuple[Finding, ...], facts: Mapping[str, FileFacts]
) -> tuple[str, tuple[Edit, ...]] | str:
    """The text with the fixes made, and the edits that made it; or why that cannot be."""
    edits = tuple(sorted({edit for finding in chosen if finding.fix for edit in finding.fix.edits}))
    try:
        edits = tidied(source.text, edits, facts[source.path], facts.values())
        text = apply(source.text, edits)
    except ValueError as error:
        return f"the fixes do not go together: {error}"
    return difference(source.text, text, edits) or otherwise_bound(source.text, text, edits) or (text, edits)


def _culprits(source: Source, chosen: tuple[Finding, ...], facts: Mapping[str, FileFacts]) -> tuple[Finding, ...]:
    """The findings whose fixes fail alone; all of them when none does, or when the first three all do."""
    alone: list[Finding] = []
    for number, finding in enumerate(chosen, 1):
        if isinstance(_edited(source, (finding,), facts), str):
            alone.append(finding)
        if number == 3 == len(alone):  # it is the file that cannot be changed
            return chosen
    return tuple(alone) or chosen


def disproof(before: Sequence[Finding], attempt: _Attempt, after: Sequence[Finding]) -> Disproof | None:
    """Why the findings of the new text say that the change was wrong; None when they say that it was right."""
    moved = Moved(attempt.edits)
    chosen = {(f.code, f.span) for f in attempt.chosen}
    gone = [(f.code, moved.span(f.span)) for f in before if (f.code, f.span) in chosen]
    stay = [(f.code, moved.span(f.span)) for f in before if (f.code, f.span) not in chosen]
    lines = Lines(attempt.source.text)
    reason, culprits = "", set[Finding]()
    for finding in after:
        still = _has(gone, finding)
        if not still and _has(stay, finding):
            continue
        row = lines.row(finding.span.start)
        said = f"{finding.code} would still be found" if still else f"the fixed text would have a new {finding.code}"
        reason = reason or (f"{said} in line {row} of the fixed text" if still else f"{said} in line {row}")
        here = [f for f in attempt.chosen if _has([(finding.code, moved.span(f.span))], finding)]
        culprits.update(here or attempt.chosen)
    return Disproof(reason, tuple(culprits)) if reason else None


def _has(places: Iterable[tuple[str, Span]], finding: Finding) -> bool:
    return any(
        code == finding.code and (span.overlaps(finding.span) or span.start == finding.span.start)
        for code, span in places
    )
