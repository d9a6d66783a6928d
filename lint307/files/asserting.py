"""The test files of a project, looked through for what a fix would break; only on request, and by bytes first."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lint307.core.findings import Finding
from lint307.files.decoding import BadFile, read
from lint307.files.projects import shown
from lint307.fixing.asserted import asserted, words

_FOLDERS = ("test", "tests", "testing")
_PASSED_BY = ("node_modules", "site-packages", "__pycache__", "venv", "env", "build", "dist")
# A folder that holds more files than this is no project that tests are looked for in.
_MOST = 20_000


def noted(findings: Sequence[Finding], root: str) -> list[Finding]:
    """The findings of a project, each with notes on the tests that its fix would break."""
    if not any(finding.traces for finding in findings):
        return list(findings)
    wanted = {finding: words(finding.traces) if finding.traces else () for finding in findings}
    notes: dict[Finding, list[str]] = {finding: [] for finding in findings}
    for path in _tests(root):
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:  # a test that cannot be read cannot be spoken of; what is asked about is reported elsewhere
            continue
        asked = [f for f, names in wanted.items() if any(name in data for name in names)]
        if not asked:
            continue
        try:
            text = read(path).text
        except BadFile:
            continue
        for finding in asked:
            notes[finding] += [f"{shown(path)}:{row}: {says}" for row, says in sorted(set(asserted(text, finding)))]
    return [replace(finding, notes=(*finding.notes, *notes[finding])) for finding in findings]


def _tests(root: str) -> Iterator[str]:
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _PASSED_BY)
        seen += len(files)
        if seen > _MOST:
            return
        is_test = any(part in _FOLDERS for part in os.path.relpath(folder, root).split(os.sep))
        yield from (os.path.join(folder, name) for name in sorted(files) if _is_test(name, is_test))


def _is_test(name: str, among_tests: bool) -> bool:
    stem, dot, suffix = name.rpartition(".")
    named = stem.startswith("test_") or stem.endswith(("_test", "_tests")) or stem in ("test", "tests")
    return suffix == "py" and bool(dot) and (among_tests or named)


def lines_of(findings: Iterable[Finding]) -> list[str]:
    """Every note once, in order."""
    return list(dict.fromkeys(note for finding in findings for note in finding.notes))
