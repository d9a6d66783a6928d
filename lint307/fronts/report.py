"""What a run has to say, with places worked out: the one input of every output format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lint307.config import UNREADABLE
from lint307.core.findings import Finding, Safety, Witness
from lint307.core.text import Edit, Lines, Position
from lint307.files.projects import shown

__all__ = ["Place", "Report", "shown"]


class Place(NamedTuple):
    """Where something stands: a file, and its first and last character as people count them."""

    path: str
    start: Position
    end: Position


@dataclass(frozen=True)
class Report:
    """`texts` holds every file that a finding or a witness stands in; `wanted` is the level of fixes asked for.

    `shard` is the share of the work that this is, such as 2 of 8; None: all of it.
    """

    findings: Sequence[Finding]
    texts: Mapping[str, str]
    wanted: Safety = Safety.SAFE
    shard: tuple[int, int] | None = None
    _lines: dict[str, Lines] = field(default_factory=dict)

    def lines(self, path: str) -> Lines | None:
        """The rows of a file; None for one that could not be read."""
        if path not in self.texts:
            return None
        if path not in self._lines:
            self._lines[path] = Lines(self.texts[path])
        return self._lines[path]

    def place(self, finding: Finding) -> Place:
        return self._place(finding.path, finding.span.start, finding.span.end)

    def edit_place(self, finding: Finding, edit: Edit) -> Place:
        return self._place(finding.path, edit.span.start, edit.span.end)

    def witness_place(self, finding: Finding, witness: Witness) -> Place:
        path = witness.path or finding.path
        if path not in self.texts and witness.row is not None:
            return Place(path, Position(witness.row, 1), Position(witness.row, 1))
        return self._place(path, witness.span.start, witness.span.end)

    def applicable(self, finding: Finding) -> bool:
        """Whether `fix` would change something, at the level that was asked for."""
        return finding.fix is not None and bool(finding.fix.edits) and finding.fix.safety >= self.wanted

    def by_file(self) -> Iterator[tuple[str, list[Finding]]]:
        groups: dict[str, list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault(finding.path, []).append(finding)
        yield from groups.items()

    def _place(self, path: str, start: int, end: int) -> Place:
        lines = self.lines(path)
        if lines is None:
            return Place(path, Position(1, 1), Position(1, 1))
        return Place(path, lines.position(start), lines.position(end))


def is_error(finding: Finding) -> bool:
    """Whether it says that the tool could not do its work, not that the code is wrong."""
    return finding.code == UNREADABLE


def clean(text: str) -> str:
    """Words, code and file names without what a terminal would obey, in one line."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
