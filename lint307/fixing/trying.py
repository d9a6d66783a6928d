"""Whether fixes can be made in a text: what is looked at without judging the project again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lint307.core.findings import Finding, Fix, Safety
from lint307.core.text import Edit, apply, conflicts
from lint307.fixing.bound import otherwise_bound
from lint307.fixing.same_tree import difference
from lint307.writing.spare import tidied

if TYPE_CHECKING:
    from lint307.core.facts import FileFacts
    from lint307.engine import Source


def edited(
    source: Source, chosen: Sequence[Finding], facts: Mapping[str, FileFacts]
) -> tuple[str, tuple[Edit, ...]] | str:
    """The text with the fixes made, and the edits that made it; or why that cannot be."""
    edits = tuple(sorted({edit for finding in chosen if finding.fix for edit in finding.fix.edits}))
    try:
        edits = tidied(source.text, edits, facts[source.path], facts.values())
        text = apply(source.text, edits)
    except ValueError as error:
        return f"the fixes do not go together: {error}"
    return difference(source.text, text, edits) or otherwise_bound(source.text, text, edits) or (text, edits)


def failing(source: Source, chosen: Sequence[Finding], facts: Mapping[str, FileFacts]) -> dict[Finding, str]:
    """The findings whose fixes fail alone, and why; all of them when the first three do."""
    alone: dict[Finding, str] = {}
    for number, finding in enumerate(chosen, 1):
        made = edited(source, (finding,), facts)
        if isinstance(made, str):
            alone[finding] = made
        if number == 3 == len(alone):  # it is the file that cannot be changed
            return {**dict.fromkeys(chosen, made), **alone} if isinstance(made, str) else alone
    return alone


def makeable(source: Source, found: Sequence[Finding], facts: Mapping[str, FileFacts]) -> list[Finding]:
    """The findings, those by hand whose fix would be refused before anything is judged again."""
    together: list[Finding] = []
    taken: list[Edit] = []
    rest: list[Finding] = []
    for finding in found:
        edits = finding.fix.edits if finding.fix is not None else ()
        if edits and not conflicts(edits, taken) and not conflicts(edits, edits):
            together.append(finding)
            taken += edits
        elif edits:
            rest.append(finding)
    if together and isinstance(edited(source, together, facts), str):
        rest += together
    wrong = failing(source, rest, facts)
    return [by_hand(finding, wrong[finding]) if finding in wrong else finding for finding in found]


def by_hand(finding: Finding, reason: str) -> Finding:
    """The finding with its fix left to people."""
    title = finding.fix.title if finding.fix is not None else ""
    return replace(finding, fix=Fix(f"{title}; `fix` leaves that to you: {reason}", (), Safety.MANUAL))


def in_words(things: Iterable[str]) -> str:
    """`RDR101 in line 3, RDR102 in line 8 and RDR201 in line 9`."""
    *most, last = things
    return f"{', '.join(most)} and {last}" if most else last
