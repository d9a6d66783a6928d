"""Fixes, chosen and verified: texts in, texts out. A text is changed only when its new form has proved itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lint307.core.findings import Finding, Safety
from lint307.core.text import Edit, Lines, Span, conflicts
from lint307.fixing.moved import Moved
from lint307.fixing.trying import by_hand, edited, failing, in_words, makeable

if TYPE_CHECKING:
    from lint307.config import Settings
    from lint307.core.facts import FileFacts
    from lint307.engine import Program, Source

# Two fixes that touch each other need two rounds; this many only guards against fixes that undo one another.
_ROUNDS = 10
Wants = Callable[[Finding, "FileFacts", Lines], bool]


class Barred(NamedTuple):
    """A finding, by its code and by where it stands in the text, whose fix is not tried again, and why."""

    code: str
    span: Span
    reason: str


class Fixed(NamedTuple):
    """One text after fixing. `left` are its findings then."""

    text: str
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    barred: tuple[Barred, ...] = ()

    def without(self, culprits: Iterable[Finding], reason: str) -> Fixed:
        return self._replace(barred=self.barred + tuple(Barred(f.code, f.span, reason) for f in culprits))

    def fixable(self) -> tuple[Finding, ...]:
        barred = {(b.code, b.span) for b in self.barred}
        return tuple(f for f in self.left if (f.code, f.span) not in barred)

    @property
    def refused(self) -> tuple[str, ...]:
        """Which fixes were tried and not made, and why; each reason is said once."""
        lines, left = Lines(self.text), {(f.code, f.span) for f in self.left}
        rows: dict[str, list[str]] = {}
        for barred in self.barred:
            if (barred.code, barred.span) in left:  # the others went with another fix
                rows.setdefault(barred.reason, []).append(f"{barred.code} in line {lines.row(barred.span.start)}")
        return tuple(
            f"the fix{'es' * (len(of) > 1)} of {in_words(of)} {'were' if len(of) > 1 else 'was'} not made: {reason}"
            for reason, of in rows.items()
        )


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
                now = now.without(failing(source, chosen, facts) or chosen, made)
            state[path] = now
        if not attempts:
            break
        facts = _keep(attempts, state, facts, settings, level, wants)
    return {path: _told(now, sources[path]._replace(text=now.text), facts) for path, now in state.items()}


def _told(now: Fixed, source: Source, facts: Mapping[str, FileFacts]) -> Fixed:
    """The outcome with what is left for people to do told as such."""
    reasons = {(b.code, b.span): b.reason for b in now.barred}
    left = [by_hand(f, reasons[f.code, f.span]) if (f.code, f.span) in reasons else f for f in now.left]
    return now._replace(left=tuple(makeable(source, left, facts)))


def _keep(
    attempts: dict[str, _Attempt],
    state: dict[str, Fixed],
    facts: dict[str, FileFacts],
    settings: Settings,
    level: Safety,
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
                wrong = disproof(state[path].left, attempt, found[path], level) or unsent(program, attempt)
                failed |= {path: wrong} if wrong else {}
        if not failed:
            for path, attempt in attempts.items():
                moved, now = Moved(attempt.edits), state[path]
                state[path] = now._replace(
                    text=attempt.source.text, applied=now.applied + attempt.chosen, left=found[path],
                    barred=tuple(b._replace(span=moved.span(b.span)) for b in now.barred),
                )  # fmt: skip
            return after
        for path, wrong in failed.items():  # what is left of their fixes has its turn in the next round
            state[path] = state[path].without(wrong.culprits, wrong.reason)
            del attempts[path]
    return facts


def choose(findings: Iterable[Finding], level: Safety) -> tuple[Finding, ...]:
    """The findings whose fixes are trusted enough and go together; where two touch, the better evidence wins."""
    ranked = sorted(
        (f for f in findings if _is_fixable(f, level)),
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


def _is_fixable(finding: Finding, level: Safety) -> bool:
    return finding.fix is not None and bool(finding.fix.edits) and finding.fix.safety >= level


def _judged(program: Program, attempt: _Attempt, wants: Wants) -> tuple[Finding, ...]:
    from lint307 import engine

    lines = Lines(attempt.source.text)
    return tuple(f for f in engine.judge(program, attempt.source) if wants(f, attempt.facts, lines))


def _attempt(source: Source, chosen: tuple[Finding, ...], facts: Mapping[str, FileFacts]) -> _Attempt | str:
    """The text with the fixes made and read again, or why that cannot be."""
    from lint307 import engine
    from lint307.reading.parse import Unreadable

    made = edited(source, chosen, facts)
    if isinstance(made, str):
        return made
    text, edits = made
    new = source._replace(text=text)
    try:
        return _Attempt(new, engine.read(new), chosen, edits)
    except Unreadable as error:
        return f"the fixed text would not parse: {error.reason}"


def disproof(before: Sequence[Finding], attempt: _Attempt, after: Sequence[Finding], level: Safety) -> Disproof | None:
    """Why the findings of the new text say that the change was wrong; None when they say that it was right.

    A redirect that is returned now is judged for the first time: what can be fixed there is fixed in the next round.
    """
    moved = Moved(attempt.edits)
    chosen = {(f.code, f.span) for f in attempt.chosen}
    gone = [(f.code, moved.span(f.span)) for f in before if (f.code, f.span) in chosen]
    stay = [(f.code, moved.span(f.span)) for f in before if (f.code, f.span) not in chosen]
    returned = [(f.code, moved.span(f.span)) for f in attempt.chosen if f.name == "redirect-not-returned"]
    lines = Lines(attempt.source.text)
    reason, culprits = "", set[Finding]()
    for finding in after:
        still = _has(gone, finding)
        if not still and (_has(stay, finding) or (_at(returned, finding) and _is_fixable(finding, level))):
            continue
        row = lines.row(finding.span.start)
        said = f"{finding.code} would still be found" if still else f"the fixed text would have a new {finding.code}"
        reason = reason or (f"{said} in line {row} of the fixed text" if still else f"{said} in line {row}")
        here = [f for f in attempt.chosen if _has([(finding.code, moved.span(f.span))], finding)]
        culprits.update(here or _least_sure(attempt.chosen))
    return Disproof(reason, tuple(culprits)) if reason else None


def _least_sure(chosen: tuple[Finding, ...]) -> list[Finding]:
    """Those of several fixes that are trusted least: it is one of them rather than what is proved."""
    lowest = min(f.fix.safety for f in chosen if f.fix is not None)
    return [f for f in chosen if f.fix is not None and f.fix.safety == lowest]


def unsent(program: Program, attempt: _Attempt) -> Disproof | None:
    """Why a redirect would not be known to send the status that it was given; None when each does."""
    from lint307 import engine

    moved, sites = Moved(attempt.edits), engine.sites(program, attempt.source.module)
    for finding in attempt.chosen:
        span = moved.span(finding.span)
        sent = {s.status for site in sites if site.span.overlaps(span) for s in site.sent}
        if finding.recommended is not None and finding.recommended not in sent:
            row = Lines(attempt.source.text).row(span.start)
            return Disproof(f"it is not sure that {finding.recommended} would be sent in line {row}", (finding,))
    return None


def _has(places: Iterable[tuple[str, Span]], finding: Finding) -> bool:
    return _at((place for place in places if place[0] == finding.code), finding)


def _at(places: Iterable[tuple[str, Span]], finding: Finding) -> bool:
    return any(span.overlaps(finding.span) or span.start == finding.span.start for _, span in places)
