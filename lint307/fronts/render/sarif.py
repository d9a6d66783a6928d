"""SARIF 2.1.0, with witnesses as related locations and fixes as replacements. Columns count UTF-16 code units."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any

from lint307 import __version__
from lint307.config import UNREADABLE, opt_in
from lint307.core.findings import Finding, Safety
from lint307.core.text import Position
from lint307.fronts.report import Place, Report, is_error
from lint307.rules import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    used = list(dict.fromkeys(finding.code for finding in report.findings))
    problems = [finding for finding in report.findings if is_error(finding)]
    rules = [_rule(code) for code in sorted(used) if code != UNREADABLE]
    run = {
        "tool": {"driver": {"name": "lint307", "version": __version__, "rules": rules}},
        "columnKind": "utf16CodeUnits",
        "invocations": [
            {
                "executionSuccessful": not problems,
                "toolExecutionNotifications": [_notification(report, finding) for finding in problems],
            }
        ],
        "results": [_result(report, finding) for finding in report.findings if not is_error(finding)],
        **({"properties": {"shard": "{}/{}".format(*report.shard)}} if report.shard else {}),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = next(rule for rule in RULES if rule.code == code)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page.strip(), "markdown": rule.page.strip()},
        "defaultConfiguration": {"level": "warning", "enabled": code not in opt_in()},
    }


def _notification(report: Report, finding: Finding) -> dict[str, Any]:
    where = _location(report, report.place(finding))
    return {
        "level": "error",
        "descriptor": {"id": finding.code},
        "message": {"text": finding.message},
        "locations": [where],
    }


def _result(report: Report, finding: Finding) -> dict[str, Any]:
    place = report.place(finding)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": "warning",
        "message": {"text": finding.message},
        "locations": [_location(report, place)],
        "properties": {
            "sentStatus": finding.sent,
            "recommendedStatus": finding.recommended,
            "methods": list(finding.methods),
            "meaning": finding.meaning,
            "notes": list(finding.notes),
        },
    }
    if finding.witnesses:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(report, report.witness_place(finding, witness)),
                "message": {"text": witness.message},
            }
            for number, witness in enumerate(finding.witnesses, 1)
        ]
    if finding.fix is not None and finding.fix.edits:
        result["fixes"] = [_fix(report, finding)]
        result["properties"]["fixSafety"] = "safe" if finding.fix.safety is Safety.SAFE else "unsafe"
    return result


def _fix(report: Report, finding: Finding) -> dict[str, Any]:
    replacements = []
    for edit in finding.fix.edits if finding.fix else ():
        deleted = _region(report, report.edit_place(finding, edit))
        replacements.append({"deletedRegion": deleted, "insertedContent": {"text": edit.content}})
    title = finding.fix.title if finding.fix else ""
    change = {"artifactLocation": {"uri": _uri(finding.path)}, "replacements": replacements}
    return {"description": {"text": title}, "artifactChanges": [change]}


def _location(report: Report, place: Place) -> dict[str, Any]:
    physical = {"artifactLocation": {"uri": _uri(place.path)}, "region": _region(report, place)}
    return {"physicalLocation": physical}


def _region(report: Report, place: Place) -> dict[str, int]:
    start, end = (_column(report, place, position) for position in (place.start, place.end))
    return {"startLine": place.start.row, "startColumn": start, "endLine": place.end.row, "endColumn": end}


def _column(report: Report, place: Place, position: Position) -> int:
    lines = report.lines(place.path)
    return position.column if lines is None else lines.utf16_column(lines.offset(*position)) + 1


def _uri(path: str) -> str:
    return PurePath(path).as_uri()
