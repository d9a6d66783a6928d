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
    show(options, Report(findings, texts_of(analyses), wanted(options)))
    return exit_code(options, findings)


def wanted(options: argparse.Namespace) -> Safety:
    return Safety.UNSAFE if options.unsafe_fixes else Safety.SAFE


def texts_of(analyses: Sequence[Analysis]) -> dict[str, str]:
    return {path: document.text for analysis in analyses for path, document in analysis.documents.items()}


def exit_code(options: argparse.Namespace, findings: Sequence[Finding]) -> int:
    if options.exit_zero:
        return 0
    return 2 if any(map(is_error, findings)) else 1 if findings else 0


def show(options: argparse.Namespace, report: Report) -> None:
    """Print the report, or write it to `--output-file`; then count, where people read it."""
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
        sys.stdout.write(_count(report))


def _statistics(report: Report) -> str:
    counts = Counter((finding.code, finding.name) for finding in report.findings)
    fixable = Counter(finding.code for finding in report.findings if report.applicable(finding))
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{n}\t{code}\t[{'*' if fixable[code] == n else '-' if fixable[code] else ' '}] {name}\n" for (code, name), n in rows)


def _count(report: Report) -> str:
    total = len(report.findings)
    if not total:
        return "All checks passed!\n"
    safe = sum(map(report.applicable, report.findings))
    hidden = sum(f.fix is not None and f.fix.safety is Safety.UNSAFE for f in report.findings) if report.wanted is Safety.SAFE else 0
    lines = [f"Found {total} finding{'s' * (total != 1)}."]
    if safe:
        lines.append(f"[*] {safe} fixable with `lint307 fix{' --unsafe-fixes' * (report.wanted is Safety.UNSAFE)}`.")
    if hidden:
        lines.append(f"{hidden} more fixable with `lint307 fix --unsafe-fixes`, after a look at each.")
    return "\n".join(lines) + "\n"
