"""`lint307 check`, and the printing of findings that `fix` shares."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from lint307.config import ConfigError
from lint307.core.findings import Finding, Safety
from lint307.files.analysis import Analysis
from lint307.files.asserting import noted
from lint307.files.surviving import without_culprits
from lint307.fronts.render import render
from lint307.fronts.report import Report, is_error


def check(options: argparse.Namespace, analyses: Sequence[Analysis], turns: Iterable[Analysis]) -> int:
    """Report the findings of all projects, which are worked out in turn."""
    findings: list[Finding] = []
    with_notes = _format(options) in ("full", "json", "sarif") and not options.statistics
    for analysis in turns:
        found = without_culprits(analysis, Analysis.findings)
        findings += noted(found, analysis.project.root) if with_notes else found
    show(options, Report(findings, texts_of(analyses, findings), wanted(options), options.shard))
    return exit_code(options, findings)


def _format(options: argparse.Namespace) -> str:
    chosen: str | None = options.output_format
    return chosen or ("full" if not options.output_file and sys.stdout.isatty() else "concise")


def wanted(options: argparse.Namespace) -> Safety:
    return Safety.UNSAFE if options.unsafe_fixes else Safety.SAFE


def texts_of(analyses: Sequence[Analysis], findings: Sequence[Finding]) -> dict[str, str]:
    """The texts that these findings and their witnesses stand in."""
    paths = {path for f in findings for path in (f.path, *(w.path for w in f.witnesses)) if path is not None}
    documents = {path: document for path in paths for a in analyses if (document := a.document(path)) is not None}
    return {path: document.text for path, document in documents.items()}


def exit_code(options: argparse.Namespace, findings: Sequence[Finding]) -> int:
    """`--exit-zero` forgives whatever is reported, files that were not analysed among it, as in ruff."""
    if options.exit_zero:
        return 0
    return 2 if any(map(is_error, findings)) else int(bool(findings))


def show(options: argparse.Namespace, report: Report, fixed: int | None = None) -> None:
    """Print the report, or write it to `--output-file`; then count for people. `fixed`: how many findings are gone."""
    terminal = not options.output_file and sys.stdout.isatty()
    chosen = _format(options)
    if options.statistics:
        text = _statistics(report, chosen)
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


def _statistics(report: Report, output_format: str) -> str:
    """How often each rule speaks, and how many of its findings can be fixed; for `json` in ruff's keys."""
    counts = Counter((finding.code, finding.name) for finding in report.findings)
    fixable = Counter(finding.code for finding in report.findings if report.applicable(finding))
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if output_format == "json":
        import json

        entries = [
            {"code": code, "name": name, "count": n, "fixable": fixable[code] == n, "fixable_count": fixable[code]}
            for (code, name), n in rows
        ]
        return json.dumps(entries, indent=2) + "\n"
    marks = {code: f"[{'*' if fixable[code] == n else '-' if fixable[code] else ' '}] " for (code, _), n in rows}
    return "".join(f"{n}\t{code}\t{marks[code] if fixable else ''}{name}\n" for (code, name), n in rows)


def _count(report: Report, fixed: int | None) -> str:
    """How many findings there are, and what can be done about each of them."""
    total = len(report.findings)
    if not total and not fixed:
        return "All checks passed!\n"
    lines = [f"Found {_findings(total + (fixed or 0))}{f' ({fixed} fixed, {total} remaining)' if fixed else ''}."]
    return "\n".join([*lines, *remaining(report.findings, report.wanted)]) + "\n"


def remaining(findings: Sequence[Finding], level: Safety) -> list[str]:
    """What can be done about findings when fixes of this level are asked for: lines whose numbers add up."""
    offered = Counter(f.fix.safety if f.fix and f.fix.edits else Safety.MANUAL for f in findings if not is_error(f))
    applicable = sum(number for safety, number in offered.items() if safety >= level and safety is not Safety.MANUAL)
    unsafe = offered[Safety.UNSAFE] if level is Safety.SAFE else 0
    lines = []
    if applicable:
        option = " --unsafe-fixes" if level is Safety.UNSAFE else ""
        lines.append(f"[*] {applicable} fixable with `lint307 fix{option}`.")
    if unsafe:
        lines.append(f"{unsafe} fixable with `lint307 fix --unsafe-fixes`, which infers what was meant: look at each.")
    if offered[Safety.MANUAL]:
        lines.append(f"{offered[Safety.MANUAL]} to be fixed by hand; `--output-format full` says what is known.")
    return lines


def _findings(number: int) -> str:
    return f"{number} finding{'s' * (number != 1)}"
