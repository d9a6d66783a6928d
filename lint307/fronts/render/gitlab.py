"""A GitLab Code Quality report."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from lint307.core.findings import Finding
from lint307.fronts.report import Report, shown


def render(report: Report) -> str:
    seen: Counter[str] = Counter()
    return json.dumps([_entry(report, finding, seen) for finding in report.findings], indent=2) + "\n"


def _entry(report: Report, finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    path, start, end = report.place(finding)
    # Without the line, so that a finding which only moved is not a new one; with a count, so that each is its own.
    key = f"{shown(path)}:{finding.code}:{finding.message}"
    seen[key] += 1
    return {
        "check_name": finding.code,
        "description": f"{finding.code}: {finding.message}",
        "severity": "major",
        "fingerprint": hashlib.sha256(f"{key}:{seen[key]}".encode(errors="backslashreplace")).hexdigest(),
        "location": {
            "path": shown(path),
            "positions": {
                "begin": {"line": start.row, "column": start.column},
                "end": {"line": end.row, "column": end.column},
            },
        },
    }
