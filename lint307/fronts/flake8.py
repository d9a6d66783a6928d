"""The flake8 plugin: the findings of the command line, through flake8's own selection and `# noqa`.

The projects that flake8 was asked about are read once, before it starts its processes.
"""

from __future__ import annotations

import argparse
import ast
import multiprocessing
import os
from collections.abc import Iterator
from typing import Any, ClassVar

from flake8.exceptions import ExecutionError

from lint307 import __version__
from lint307.config import ConfigError, opt_in
from lint307.core.findings import Finding
from lint307.core.text import Lines
from lint307.files.decoding import BadFile, Document, read
from lint307.files.gathering import Failure, unreadable
from lint307.files.single import analysis_of, prepare, same_text, targets_of


class Plugin:
    """What flake8 makes for each file and runs."""

    name = "lint307"
    version = __version__
    arguments: ClassVar[tuple[str, ...]] = ()

    def __init__(self, tree: ast.AST, filename: str, lines: list[str]) -> None:
        self.path, self.text = os.path.abspath(filename), "".join(lines)

    @classmethod
    def add_options(cls, manager: Any) -> None:
        manager.extend_default_ignore(sorted(opt_in()))

    @classmethod
    def parse_options(cls, manager: Any, options: argparse.Namespace, args: list[str]) -> None:
        """Read what flake8 was asked about before it forks; processes that are no forks do it on demand."""
        named = options.filenames or ["."]
        if named == ["-"]:
            named = [options.stdin_display_name]
        cls.arguments = tuple(os.path.abspath(path) for path in named)
        if multiprocessing.parent_process() is None and _asked_for(options):
            try:
                prepare(cls.arguments, options.jobs.n_jobs if options.jobs.n_jobs > 0 else os.cpu_count() or 1)
            except ConfigError as error:
                raise ExecutionError(f"lint307: {error}") from error

    def run(self) -> Iterator[tuple[int, int, str, type[Plugin]]]:
        """Every finding as (row from 1, column from 0, words, plugin); selecting is left to flake8."""
        try:
            findings = self._findings()
        except ConfigError as error:
            raise ExecutionError(f"lint307: {error}") from error
        lines = Lines(self.text if findings else "")
        for finding, text in findings:
            lines = lines if lines.text == text else Lines(text)
            row, column = lines.position(finding.span.start)
            yield row, column - 1, f"{finding.code} {finding.message}", Plugin

    def _findings(self) -> list[tuple[Finding, str]]:
        """All findings of all rules, each with the text that it is counted in."""
        try:
            document = self._document()
        except BadFile as error:
            return [(unreadable(self.path, Failure(str(error)), None), "")]
        analysis = analysis_of(document, self.arguments or (self.path,))
        findings = [finding for path in targets_of(analysis) for finding in analysis.answer(path).findings]
        text = document.text
        return [(finding, text) for finding in [*findings, *analysis.unreadable()]]

    def _document(self) -> Document:
        """The file as it is on the disk; as flake8 has it where that is something else, such as an editor's buffer."""
        if os.path.isfile(self.path):
            document = read(self.path)
            if same_text(document, self.text):
                return document
        return Document(self.path, self.text.encode(errors="surrogatepass"), "utf-8")


def _asked_for(options: argparse.Namespace) -> bool:
    chosen = [*(options.select or ()), *(options.extend_select or ())]
    return not options.select or any("RDR".startswith(code[:3]) for code in chosen)
