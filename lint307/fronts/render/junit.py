"""JUnit XML: a suite for each file, a failed case for each finding."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence

from lint307.core.findings import Finding
from lint307.fronts.report import Report, is_error


def render(report: Report) -> str:
    root = ElementTree.Element("testsuites", {"name": "lint307", **_counts(report.findings)})
    for path, findings in report.by_file():
        name = {"name": _legal(path), "package": "lint307"}
        suite = ElementTree.SubElement(root, "testsuite", {**name, **_counts(findings), "skipped": "0"})
        for finding in findings:
            _, start, _ = report.place(finding)
            name = {"name": f"lint307.{finding.code}", "classname": _legal(path.removesuffix(".py"))}
            where = {"line": str(start.row), "column": str(start.column)}
            case = ElementTree.SubElement(suite, "testcase", {**name, **where})
            said = {"message": _legal(finding.message), "type": finding.code}
            result = ElementTree.SubElement(case, "error" if is_error(finding) else "failure", said)
            result.text = _legal(f"line {start.row}, col {start.column}, {finding.message}")
    if not report.findings:  # some readers take a report without a test for a broken one
        suite = ElementTree.SubElement(
            root, "testsuite", {"name": "lint307", **_counts([]), "tests": "1", "skipped": "0"}
        )
        ElementTree.SubElement(suite, "testcase", {"name": "No findings", "classname": "lint307"})
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _counts(findings: Sequence[Finding]) -> dict[str, str]:
    errors = sum(map(is_error, findings))
    return {"tests": str(len(findings)), "failures": str(len(findings) - errors), "errors": str(errors)}


def _legal(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return "".join(
        c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000" else "\ufffd"
        for c in text
    )
