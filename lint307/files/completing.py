"""Reading on demand: what the first look at a project passed over and its redirects turn out to need.

Constants, re-exports and base classes stand in files without any telling word, and a wrapper may be called `back`.
Linking says what is missing; it is read and linked again, until nothing new is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lint307.config import Settings
from lint307.core.facts import FileFacts
from lint307.reading.islands import calls_any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lint307.engine import Demand, Program, Source
    from lint307.files.decoding import Document

_MOST_ROUNDS = 4


class Files(Protocol):
    """What is known of a project's files, by their paths; `unread` maps modules to paths."""

    sources: dict[str, Source]
    facts: dict[str, FileFacts]
    unread: Mapping[str, str]

    def read(self, sources: Sequence[Source]) -> None:
        """Put in the facts of these texts; what cannot be understood is left as it was."""

    def document(self, path: str) -> Document | None:
        """A file that nobody asked about; None when it cannot be read."""


def complete(files: Files, settings: Settings) -> Program:
    """The program of all that is read, and of what it needs besides."""
    from lint307 import engine

    program = engine.link(_all(files), settings)
    for _ in range(_MOST_ROUNDS):
        if not _supply(files, engine.demand(program)):
            break
        program = engine.link(_all(files), settings)
    return program


def _all(files: Files) -> list[FileFacts]:
    stubs = [FileFacts(path, module, is_read=False) for module, path in files.unread.items() if path not in files.facts]
    return [*files.facts.values(), *stubs]


def _supply(files: Files, demand: Demand) -> bool:
    """Read what is asked for; whether anything of it is new."""
    from lint307 import engine

    names = frozenset(demand.calls.split())
    again: list[Source] = []
    for path, source in files.sources.items():
        if names and source.also != demand.calls and path in files.facts and calls_any(source.text, names):
            again.append(source._replace(also=demand.calls))
    for module in demand.modules:
        path = files.unread.get(module, "")
        if path and path not in files.sources:
            document = files.document(path)
            if document is not None:
                again.append(engine.Source(path, document.text, module, demand.calls))
    files.read(again)
    return bool(again)
