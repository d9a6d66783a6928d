"""`lint307 fix`: make the fixes, prove them, write the files, and say what is left."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lint307.core.findings import Finding
from lint307.files.analysis import Analysis
from lint307.files.asserting import lines_of, noted
from lint307.files.surviving import without_culprits
from lint307.files.writing import NotWritten, clean, write
from lint307.fronts.checking import exit_code, remaining, show, texts_of, wanted
from lint307.fronts.render import render
from lint307.fronts.report import Report, shown


@dataclass
class _Outcome:
    """What became of the files: what is `left` in the texts that stand now, the fixes that were tried and not made
    (`refused`), and the `problems` with files that could not be written."""

    applied: int = 0
    notes: list[str] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def run(options: argparse.Namespace, analyses: Sequence[Analysis], given: bytes | None) -> int:
    """Fix what is on disk, or `given` from standard input to standard output, or with `--diff` nothing at all."""
    writes = not options.diff and given is None
    if writes:
        clean({os.path.dirname(os.path.realpath(path)) for analysis in analyses for path in analysis.given})
    outcome = _Outcome()
    for analysis in analyses:
        data = _mend(options, analysis, outcome, writes)
        if given is not None and not options.diff:
            sys.stdout.buffer.write(given if data is None else data)
    for path, reason in (*outcome.refused, *outcome.problems):
        print(f"{shown(path)}: {reason}", file=sys.stderr)
    if not options.quiet:
        for note in outcome.notes:
            print(f"note: {note}", file=sys.stderr)
    if options.diff:
        return _told_only(options, outcome)
    code = exit_code(options, outcome.left)
    report = Report(outcome.left, {**texts_of(analyses, outcome.left), **outcome.texts}, wanted(options), options.shard)
    if given is None:
        show(options, report, fixed=outcome.applied)
    elif not options.quiet:
        print(f"{render('concise', report, color=False)}{_sum(outcome)}", file=sys.stderr)
    if outcome.problems and not options.exit_zero:
        return 2
    return max(code, 1) if outcome.applied and options.exit_non_zero_on_fix else code


def _mend(options: argparse.Namespace, analysis: Analysis, outcome: _Outcome, writes: bool) -> bytes | None:
    """Fix one project. Returns the bytes of the last file that was changed, which standard input is the only one of."""
    data = None
    fixed: list[Finding] = []
    for path, result in without_culprits(analysis, lambda asked: asked.fixed(wanted(options))).items():
        old = analysis.knowledge.documents[path]
        outcome.refused += ((path, refusal) for refusal in result.refused)
        try:
            if result.applied and options.diff:
                sys.stdout.write("".join(unified(shown(path), old.text, result.text)))
            elif result.applied and writes:
                write(old, result.text)
            elif result.applied:
                data = old.encoded(result.text)
        except (NotWritten, ValueError) as error:
            outcome.problems.append((path, f"it was not changed: {error}"))
            outcome.left += analysis.found[path]
            continue
        outcome.applied += len(analysis.found[path]) - len(result.left)  # one edit may cure two of them
        fixed += result.applied
        outcome.left += result.left
        outcome.texts[path] = result.text
    outcome.left += analysis.unreadable()
    outcome.notes += lines_of(noted(fixed, analysis.project.root))
    return data


def _told_only(options: argparse.Namespace, outcome: _Outcome) -> int:
    if not options.quiet and (outcome.applied or outcome.left):
        rest = [line for line in remaining(outcome.left, wanted(options)) if not line.startswith("[*]")]
        print(
            "\n".join([f"Would fix {outcome.applied} finding{'s' * (outcome.applied != 1)}.", *rest]), file=sys.stderr
        )
    code = exit_code(options, [finding for finding in outcome.left if finding.code == "RDR901"])
    return code if code or options.exit_zero else int(outcome.applied > 0)


def _sum(outcome: _Outcome) -> str:
    return f"Fixed {outcome.applied} finding{'s' * (outcome.applied != 1)}, {len(outcome.left)} left."


def unified(name: str, old: str, new: str) -> Iterator[str]:
    """A unified diff that `patch` takes, whatever the line ends are."""
    for line in difflib.unified_diff(_rows(old), _rows(new), name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _rows(text: str) -> list[str]:
    rows = text.split("\n")
    return [row + "\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])
