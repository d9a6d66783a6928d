"""The facts of files, one by one: the map step, for any executor."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from lint307.files.gathering import Failure
from lint307.reading.python import python_error

if TYPE_CHECKING:
    from lint307.core.facts import FileFacts
    from lint307.engine import Source


def facts_of(source: Source) -> FileFacts | Failure:
    """The facts of one file, or why there are none."""
    from lint307 import engine
    from lint307.reading.parse import Unreadable, unchecked

    try:
        with unchecked():
            return engine.read(source)
    except Unreadable as error:
        problem = python_error(source.text)
        if isinstance(problem, SyntaxError):  # in clearer words than LibCST's
            return Failure(f"syntax error: {problem.msg}", problem.lineno, problem.offset)
        return Failure(error.reason, error.row, error.column)
    except Exception as error:  # one file must never cost the findings of another
        return internal_error(error)


def read_batch(sources: list[Source]) -> tuple[bytes, list[bytes]]:
    """Which tool read these texts, and the packed facts or failure of each: what a process elsewhere is asked for."""
    from lint307.files.packing import pack
    from lint307.files.tool import identity

    return identity(), [pack(facts_of(source)) for source in sources]


def internal_error(error: Exception) -> Failure:
    """An error of the analysis itself, as the failure of the file that it came up in."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{last.name}, line {last.lineno}"
    return Failure(f"internal error, please report it: {type(error).__name__}: {error} ({where})")
