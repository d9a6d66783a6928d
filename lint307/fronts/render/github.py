"""Workflow commands of GitHub Actions: each finding becomes an annotation of the change."""

from __future__ import annotations

from lint307.fronts.report import Report, clean, shown


def render(report: Report) -> str:
    rows = []
    for finding in report.findings:
        path, start, end = report.place(finding)
        values = {
            "title": f"lint307 ({finding.code})",
            "file": path,
            "line": start.row,
            "col": start.column,
            "endLine": end.row,
            "endColumn": end.column,
        }
        if end.row != start.row:  # columns may be given for one line only
            del values["col"], values["endColumn"]
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
        message = clean(f"{shown(path)}:{start.row}:{start.column}: {finding.code} {finding.message}")
        rows.append(f"::error {properties}::{_data(message)}\n")
    return "".join(rows)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
