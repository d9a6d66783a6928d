"""Reading on demand: what the first look at a project passed over and its redirects turn out to need.

Constants, re-exports and base classes stand in files without any telling word, and a wrapper may be called `back`.
Linking says what is missing; it is read and linked again, until nothing new is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lint307.config import Settings
from lint307.core.facts import FileFacts
from lint307.files.decoding import BadFile, Document, decode, load
from lint307.files.facts import facts_of
from lint307.files.gathering import Failure
from lint307.reading.islands import calls_any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint307.engine import Demand, Program, Source

_MOST_ROUNDS = 4


class Files(Protocol):
    """What is known of a project's files, by their paths; `unread` maps modules to paths."""

    documents: dict[str, Document]
    sources: dict[str, Source]
    facts: dict[str, FileFacts]
    unread: Mapping[str, str]


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
            document = _document(path)
            if document is not None:
                files.documents[path] = document
                again.append(engine.Source(path, document.text, module, demand.calls))
    for source in again:
        files.sources[source.path] = source
        facts = facts_of(source)
        if not isinstance(facts, Failure):
            files.facts[source.path] = facts
    return bool(again)


def _document(path: str) -> Document | None:
    """A file that nobody asked about; one that cannot be read is passed over."""
    try:
        return decode(path, load(path))
    except BadFile:
        return None
