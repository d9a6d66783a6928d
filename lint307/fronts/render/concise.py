"""One line for each finding: `path:row:column: CODE message [*]`."""

from __future__ import annotations

from lint307.fronts.report import Report, clean, shown


def render(report: Report) -> str:
    rows = []
    for finding in report.findings:
        path, (row, column), _ = report.place(finding)
        mark = " [*]" if report.applicable(finding) else ""
        rows.append(f"{clean(shown(path))}:{row}:{column}: {finding.code} {clean(finding.message)}{mark}\n")
    return "".join(rows)
