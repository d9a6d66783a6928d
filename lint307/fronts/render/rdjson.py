"""The Reviewdog Diagnostic Format. Its columns count bytes of UTF-8."""

from __future__ import annotations

import json
from typing import Any

from lint307.core.findings import Finding
from lint307.core.text import Position
from lint307.fronts.report import Place, Report


def render(report: Report) -> str:
    document = {
        "source": {"name": "lint307"},
        "severity": "WARNING",
        "diagnostics": [_diagnostic(report, finding) for finding in report.findings],
    }
    return json.dumps(document, indent=2) + "\n"


def _diagnostic(report: Report, finding: Finding) -> dict[str, Any]:
    place = report.place(finding)
    entry: dict[str, Any] = {
        "message": finding.message,
        "location": {"path": place.path, "range": _range(report, place)},
        "code": {"value": finding.code},
    }
    if finding.fix is not None and finding.fix.edits:
        entry["suggestions"] = [
            {"range": _range(report, report.edit_place(finding, edit)), "text": edit.content}
            for edit in finding.fix.edits
        ]
    related = [(witness, report.witness_place(finding, witness)) for witness in finding.witnesses]
    if related:
        entry["relatedLocations"] = [
            {"message": witness.message, "location": {"path": place.path, "range": _range(report, place)}}
            for witness, place in related
        ]
    return entry


def _range(report: Report, place: Place) -> dict[str, Any]:
    return {"start": _position(report, place, place.start), "end": _position(report, place, place.end)}


def _position(report: Report, place: Place, position: Position) -> dict[str, int]:
    lines = report.lines(place.path)
    column = position.column
    if lines is not None:
        column = len(lines.line(position.row)[: position.column - 1].encode(errors="surrogatepass")) + 1
    return {"line": position.row, "column": column}
