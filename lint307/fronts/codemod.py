"""The LibCST codemod: `python -m libcst.tool codemod -x lint307.fronts.codemod.FixRedirects PATH...`

It gives the same bytes as `lint307 fix`, as long as LibCST is not told to format what was changed (`--no-format`).
Without `-x` the command is `codemod.FixRedirects`, once `.libcst.codemod.yaml` names `lint307.fronts` under `modules`.
"""

from __future__ import annotations

import argparse
import os

import libcst as cst
from libcst.codemod import CodemodCommand, CodemodContext, SkipFile

from lint307.config import ConfigError
from lint307.core.findings import Safety
from lint307.files.decoding import BadFile, Document, decode
from lint307.files.projects import Projects
from lint307.files.single import analysis_of


class FixRedirects(CodemodCommand):
    """Corrects redirects whose status makes clients do something else than the code means."""

    DESCRIPTION: str = "Correct redirects whose status makes clients do something else than the code means."

    def __init__(self, context: CodemodContext, unsafe_fixes: bool = False) -> None:
        super().__init__(context)
        self.level = Safety.UNSAFE if unsafe_fixes else Safety.SAFE

    @staticmethod
    def add_args(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--unsafe-fixes", action="store_true", help="also take fixes whose meaning is inferred")

    def transform_module_impl(self, tree: cst.Module) -> cst.Module:
        document = self._document(tree)
        try:
            analysis = analysis_of(document, (_root(document.path),))
        except ConfigError as error:
            raise SkipFile(f"lint307: {error}") from error
        for failure in analysis.failures.values():
            self.warn(f"not analysed: {failure.reason}")
        result = analysis.fixed(self.level).get(document.path)
        if result is None:
            return tree
        for refusal in result.refused:
            self.warn(refusal)
        return cst.parse_module(result.text, tree.config_for_parsing) if result.applied else tree

    def _document(self, tree: cst.Module) -> Document:
        path = os.path.abspath(self.context.filename or "-")
        try:
            return decode(path, tree.bytes)
        except BadFile as error:
            raise SkipFile(str(error)) from error


def _root(path: str) -> str:
    """The folder whose files are known together: the working folder where nothing marks another one."""
    folder, here = os.path.dirname(path), os.getcwd()
    fallback = here if folder.startswith(here.rstrip(os.sep) + os.sep) else folder
    return Projects((fallback,)).of(folder).root
