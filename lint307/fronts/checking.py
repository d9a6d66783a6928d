"""`lint307 check`, and the printing of findings that `fix` shares."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence

from lint307.config import ConfigError
from lint307.core.findings import Finding, Safety
from lint307.files.programs import Analysis
from lint307.fronts.render import render
from lint307.fronts.report import Report, is_error


def check(options: argparse.Namespace, analyses: Sequence[Analysis]) -> int:
    findings = [finding for analysis in analyses for finding in analysis.findings()]
    show(options, Report(findings, texts_of(analyses, findings), wanted(options)))
    return exit_code(options, findings)


def wanted(options: argparse.Namespace) -> Safety:
    return Safety.UNSAFE if options.unsafe_fixes else Safety.SAFE


def texts_of(analyses: Sequence[Analysis], findings: Sequence[Finding]) -> dict[str, str]:
    """The texts that these findings and their witnesses stand in."""
    paths = {path for f in findings for path in (f.path, *(w.path for w in f.witnesses)) if path is not None}
    documents = {path: document for path in paths for a in analyses if (document := a.document(path)) is not None}
    return {path: document.text for path, document in documents.items()}


def exit_code(options: argparse.Namespace, findings: Sequence[Finding]) -> int:
    if options.exit_zero:
        return 0
    return 2 if any(map(is_error, findings)) else 1 if findings else 0


def show(options: argparse.Namespace, report: Report, fixed: int | None = None) -> None:
    """Print the report, or write it to `--output-file`; then count for people. `fixed`: how many findings are gone."""
    terminal = not options.output_file and sys.stdout.isatty()
    chosen = options.output_format or ("full" if terminal else "concise")
    if options.statistics:
        text = _statistics(report)
    else:
        text = render(chosen, report, color=terminal and not os.environ.get("NO_COLOR"))
    if options.output_file:
        try:
            with open(options.output_file, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise ConfigError(f"--output-file {options.output_file}: {error.strerror or error}") from error
    else:
        sys.stdout.write(text)
    if chosen in ("full", "concise") and not options.quiet and not options.output_file:
        sys.stdout.write(_count(report, fixed))


def _statistics(report: Report) -> str:
    counts = Counter((finding.code, finding.name) for finding in report.findings)
    fixable = Counter(finding.code for finding in report.findings if report.applicable(finding))
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(
        f"{n}\t{code}\t[{'*' if fixable[code] == n else '-' if fixable[code] else ' '}] {name}\n"
        for (code, name), n in rows
    )


def _count(report: Report, fixed: int | None) -> str:
    total = len(report.findings)
    if not total and not fixed:
        return "All checks passed!\n"
    lines = [f"Found {_findings(total + (fixed or 0))}{f' ({fixed} fixed, {total} remaining)' if fixed else ''}."]
    fixes = [finding.fix for finding in report.findings if finding.fix is not None]
    applicable = sum(map(report.applicable, report.findings))
    unsafe = sum(fix.safety is Safety.UNSAFE for fix in fixes) if report.wanted is Safety.SAFE else 0
    manual = sum(fix.safety is Safety.MANUAL for fix in fixes)
    if applicable:
        option = " --unsafe-fixes" if report.wanted is Safety.UNSAFE else ""
        lines.append(f"[*] {applicable} fixable with `lint307 fix{option}`.")
    if unsafe:
        lines.append(f"{unsafe} fixable with `lint307 fix --unsafe-fixes`, which infers what was meant: look at each.")
    if fixed is not None and manual:
        lines.append(f"{manual} to be fixed by hand; `--output-format full` shows how.")
    return "\n".join(lines) + "\n"


def _findings(number: int) -> str:
    return f"{number} finding{'s' * (number != 1)}"
