"""Putting all files together may break at one of them: which one it was, so that it costs only itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from lint307.files.facts import internal_error

if TYPE_CHECKING:
    from lint307.core.facts import FileFacts
    from lint307.files.analysis import Analysis

_MOST = 20


class LinkError(Exception):
    """An error of lint307 itself that no file can be named for; the message names the project."""


_Answer = TypeVar("_Answer")


def without_culprits(analysis: Analysis, ask: Callable[[Analysis], _Answer]) -> _Answer:
    """What is asked of a project, without the files at which linking breaks; they are failures of the project then.

    Raises LinkError where no file can be told.
    """
    for _ in range(_MOST):
        try:
            return ask(analysis)
        except Exception as error:
            knowledge = analysis.knowledge
            path = culprit(error, knowledge.facts)
            if path is None:
                raise LinkError(f"in the project {analysis.project.root}") from error
            failure = internal_error(error)
            knowledge.facts.pop(path)
            knowledge.failures[path] = failure
            knowledge.is_current = False  # what is found without this file is not to be remembered
            if path in analysis.given:
                analysis.failures[path] = failure
    return ask(analysis)


def culprit(error: Exception, facts: Mapping[str, FileFacts]) -> str | None:
    """The file that was looked at when the error came up: the innermost one that a function on the way speaks of."""
    modules = {known.module: path for path, known in facts.items()}
    frame, found = error.__traceback__, None
    while frame is not None:
        for value in frame.tb_frame.f_locals.values():
            module = value if isinstance(value, str) else getattr(value, "module", None)
            if isinstance(module, str) and module in modules:
                found = modules[module]
        frame = frame.tb_next
    return found
