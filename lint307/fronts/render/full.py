"""Each finding with its code, the evidence at its lines, what clients do now and after the fix, and the fix itself."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from lint307.core.findings import Finding, Safety
from lint307.core.http import FOLLOWED, KEEPING, METHOD_ORDER, SAFE_METHODS, Arrival, arrival, is_kept_by_caches, phrase
from lint307.core.text import Lines, apply
from lint307.fronts.report import Place, Report, clean, is_error, shown

_BEFORE, _ROWS = 2, 8
_LEVELS = {
    Safety.SAFE: "safe: only requests that fail or lose something today change",
    Safety.UNSAFE: "unsafe: what is meant is inferred; `--unsafe-fixes` applies it, so look at it first",
    Safety.MANUAL: "by hand: it cannot be written in place",
}
_AS_WRITTEN = "safe: the status that is written here is then sent"
# For one method and for several.
_ARRIVES = {
    Arrival.REPEATED: ("is repeated with its body", "are repeated with their bodies"),
    Arrival.AS_GET: ("is turned into a GET, and its body is lost", "are turned into a GET, and their bodies are lost"),
    Arrival.CLIENT_DEPENDENT: (
        "is repeated by browsers and turned into a GET by other clients",
        "are repeated by browsers and turned into a GET by other clients",
    ),
}
# What leads nowhere or is thrown away is followed by no client.
_UNSENT = ("missing-location", "redirect-not-returned")
_NAVIGATES = ("is sent to the new address", "are sent to the new address")
_LOOKS = (
    "is answered, and the client looks at the new address with GET",
    "are answered, and the client looks at the new address with GET",
)
# How it ends for those that follow.
_ENDS = {
    "redirect-loop": "; clients come back here, and give up after some 20 rounds",
    "destination-refuses-method": "; there the answer is 405",
}
Paint = Callable[[str, str], str]


def render(report: Report, color: bool = False) -> str:
    paint = _painted if color else _plain
    return "".join("\n".join([*_finding(report, finding, paint), "", ""]) for finding in report.findings)


def _plain(text: str, style: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    codes = {"code": "1;31", "mark": "36", "rule": "1;34", "bold": "1", "old": "31", "new": "32"}
    return f"\x1b[{codes[style]}m{text}\x1b[0m"


def _finding(report: Report, finding: Finding, paint: Paint) -> Iterator[str]:
    mark = f" [{paint('*', 'mark')}]" if report.applicable(finding) else ""
    yield f"{paint(finding.code, 'code')}{mark} {paint(clean(finding.message), 'bold')}"
    yield from _frame(report, report.place(finding), "^", paint)
    if is_error(finding):
        return
    for witness in finding.witnesses:
        yield f"{paint('because', 'bold')}: {clean(witness.message)}"
        yield from _frame(report, report.witness_place(finding, witness), "-", paint, before=0)
    yield from (f"{paint(word, 'bold')}: {said}" for word, said in exchanges(finding))
    if finding.fix is not None:
        yield f"{paint('help', 'bold')}: {clean(finding.fix.title)} ({_level(finding)})"
        yield from _change(report, finding, paint)
    yield from (f"{paint('note', 'bold')}: {clean(note)}" for note in finding.notes)
    yield f"{paint('page', 'bold')}: lint307 explain {finding.code}"


def _level(finding: Finding) -> str:
    if finding.fix is None:
        return ""
    as_written = finding.fix.safety is Safety.SAFE and finding.name == "ineffective-status"
    return _AS_WRITTEN if as_written else _LEVELS[finding.fix.safety]


def exchanges(finding: Finding) -> Iterator[tuple[str, str]]:
    """What clients make of the status that is sent, and of the one that is recommended, as (when, sentence)."""
    if finding.name in _UNSENT:
        return
    for when, status in (("now", finding.sent), ("after", finding.recommended)):
        if status in FOLLOWED and finding.methods:
            groups: dict[tuple[str, str], list[str]] = {}
            for method in sorted(finding.methods, key=METHOD_ORDER.index):
                groups.setdefault(_followed(status, method, when), []).append(method)
            said = "; ".join(f"{_listed(names)} {how[len(names) > 1]}" for how, names in groups.items())
            cached = ", and caches keep the answer" if is_kept_by_caches(status) else ""
            yield when, f"{phrase(status)}: {said}{cached}{_ENDS.get(finding.name, '') if when == 'now' else ''}"


def _listed(names: Sequence[str]) -> str:
    """`GET, HEAD and OPTIONS`."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _followed(status: int, method: str, when: str) -> tuple[str, str]:
    """What clients do with a method after a status, said of one method and of several."""
    if method in SAFE_METHODS or (method == "OPTIONS" and status in KEEPING):  # no bodies to speak of
        return _NAVIGATES
    return _LOOKS if status == 303 and when == "after" else _ARRIVES[arrival(status, method)]


def _frame(report: Report, place: Place, underline: str, paint: Paint, before: int = _BEFORE) -> Iterator[str]:
    lines = report.lines(place.path)
    first, last = place.start.row, max(place.start.row, min(place.end.row, place.start.row + _ROWS - 1))
    width = len(str(last))
    yield f"{' ' * width}{paint('-->', 'rule')} {clean(shown(place.path))}:{place.start.row}:{place.start.column}"
    if lines is None or lines.text == "":
        return
    bar = paint("|", "rule")
    yield f"{' ' * width} {bar}"
    for row in range(max(1, first - before), last + 1):
        line = lines.line(row)
        yield f"{paint(f'{row:{width}}', 'rule')} {bar} {_drawn(line)}".rstrip()
        start, end = _columns(place, row, line)
        if end > start:
            under = f"{' ' * _wide(line[:start])}{underline * max(1, _wide(line[start:end]))}"
            yield f"{' ' * width} {bar} {paint(under, 'code' if underline == '^' else 'mark')}"
    yield f"{' ' * width} {bar}"


def _columns(place: Place, row: int, line: str) -> tuple[int, int]:
    """The characters of a row, counted from 0, that belong to a place."""
    if not place.start.row <= row <= place.end.row:
        return 0, 0
    start = place.start.column - 1 if row == place.start.row else len(line) - len(line.lstrip())
    end = place.end.column - 1 if row == place.end.row else len(line)
    return start, max(end, start + (row == place.start.row))


def _change(report: Report, finding: Finding, paint: Paint) -> Iterator[str]:
    lines = report.lines(finding.path)
    if finding.fix is None or not finding.fix.edits or lines is None:
        return
    old, new = lines.text, apply(lines.text, finding.fix.edits)
    for line in [*difflib.unified_diff(_rows(old), _rows(new), n=0)][2:]:  # after the names of the files
        if not line.startswith("@"):
            yield f"  {paint(f'{line[0]} {_drawn(line[1:])}'.rstrip(), 'old' if line[0] == '-' else 'new')}"


def _rows(text: str) -> list[str]:
    lines = Lines(text)
    return [lines.line(row) for row in range(1, len(lines.starts) + 1)]


def _drawn(line: str) -> str:
    return clean(line.replace("\t", "    "))


def _wide(text: str) -> int:
    """How many columns of a terminal a piece of a line takes."""
    return sum(
        4 if c == "\t" else 0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
