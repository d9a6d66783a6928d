"""An array of findings with ruff's keys, and what only this tool knows: statuses, methods, meaning, witnesses."""

from __future__ import annotations

import json
from typing import Any

from lint307.core.findings import Finding, Safety
from lint307.core.text import Position
from lint307.fronts.report import Report, is_error

# ruff's words; "display" is a fix that is shown and never applied.
_APPLICABILITY = {Safety.SAFE: "safe", Safety.UNSAFE: "unsafe", Safety.MANUAL: "display"}


def render(report: Report) -> str:
    return json.dumps([_entry(report, finding) for finding in report.findings], indent=2) + "\n"


def _entry(report: Report, finding: Finding) -> dict[str, Any]:
    path, start, end = report.place(finding)
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "filename": path,
        "location": _location(start),
        "end_location": _location(end),
        "fix": _fix(report, finding),
        "url": None,
        "noqa_row": None if is_error(finding) else start.row,
        "severity": "error",
        "cell": None,
        "sent_status": finding.sent,
        "recommended_status": finding.recommended,
        "methods": list(finding.methods),
        "meaning": finding.meaning,
        "witnesses": [_witness(report, finding, index) for index in range(len(finding.witnesses))],
        "notes": list(finding.notes),
    }


def _location(position: Position) -> dict[str, int]:
    return {"row": position.row, "column": position.column}


def _fix(report: Report, finding: Finding) -> dict[str, Any] | None:
    if finding.fix is None:
        return None
    edits = []
    for edit in finding.fix.edits:
        _, start, end = report.edit_place(finding, edit)
        edits.append({"content": edit.content, "location": _location(start), "end_location": _location(end)})
    return {"applicability": _APPLICABILITY[finding.fix.safety], "message": finding.fix.title, "edits": edits}


def _witness(report: Report, finding: Finding, index: int) -> dict[str, Any]:
    witness = finding.witnesses[index]
    path, start, end = report.witness_place(finding, witness)
    where = {"filename": path, **_location(start), "end_row": end.row, "end_column": end.column}
    return {"kind": witness.kind, "message": witness.message, "location": where}
