"""What the lines of the fixture applications say of themselves.

`# expect: RDR101, RDR401` names what must be found on the line. `# MISSING: RDR203` names what ought to be found and is
not yet, `# SPURIOUS: RDR401` what is found and ought not to be; both fail as soon as they are no longer true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_LABEL = re.compile(r"\b(expect|MISSING|SPURIOUS): *((?:RDR\d{3}(?:, *)?)+)")
_CODE = re.compile(r"RDR\d{3}")


class Place(NamedTuple):
    path: str
    row: int
    code: str

    def __str__(self) -> str:
        return f"{self.path}:{self.row} {self.code}"


@cache
def labels(folder: Path) -> tuple[tuple[str, Place], ...]:
    """Every label in the comments of a folder's files, by its kind. ValueError for a code that no label claims."""
    return tuple(_labels(folder))


def _labels(folder: Path) -> Iterator[tuple[str, Place]]:
    for file in sorted(folder.rglob("*.py")):
        for row, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            _, _, comment = line.partition("#")
            claimed = [(kind, code) for kind, codes in _LABEL.findall(comment) for code in _CODE.findall(codes)]
            if len(claimed) != len(_CODE.findall(comment)):
                raise ValueError(f"{file}:{row}: a code without a label in: {comment}")
            for kind, code in claimed:
                yield kind, Place(str(file.relative_to(folder)), row, code)


def places(kind: str, folder: Path) -> set[Place]:
    return {place for label, place in labels(folder) if label == kind}
