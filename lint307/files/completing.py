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
    from collections.abc import Iterator, Mapping, Sequence

    from lint307.engine import Program, Source
    from lint307.files.decoding import Document

_MOST_ROUNDS = 8


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
        if not _supply(files, program):
            break
        program = engine.link(_all(files), settings)
    return program


def _all(files: Files) -> list[FileFacts]:
    stubs = [FileFacts(path, module, is_read=False) for module, path in files.unread.items() if path not in files.facts]
    return [*files.facts.values(), *stubs]


def _supply(files: Files, program: Program) -> bool:
    """Read what is asked for; whether anything of it is new."""
    from lint307 import engine
    from lint307.project.references import moved_names

    demand = engine.demand(program)
    again: dict[str, Source] = {}
    shorts = frozenset(name.rpartition(".")[2] for name in demand.passing)
    paths = {facts.module: path for path, facts in files.facts.items()}
    for module, names in demand.names.items():
        path = paths.get(module) or files.unread.get(module, "")
        known = files.sources.get(path)
        if known is None:
            document = files.document(path) if path else None
            if document is None:
                continue
            calls = " ".join(sorted(shorts)) if calls_any(document.text, shorts) else ""
            known = engine.Source(path, document.text, module, calls, only=not calls)
        if not names <= set(known.wanted.split()):
            again[path] = known._replace(wanted=" ".join(sorted(names | set(known.wanted.split()))))
    if not again and demand.passing:  # only now is it clear what calls lead to
        for path, source in files.sources.items():
            calls = engine.calling(program, source, demand.passing) if path in files.facts else ""
            also = set(source.also.split())
            if not set(calls.split()) <= also:
                again[path] = source._replace(also=" ".join(sorted(also | set(calls.split()))), only=False)
    if not again:
        again = {source.path: source for source in _naming(files, moved_names(program.cases))}
    files.read(list(again.values()))
    return bool(again)


def _naming(files: Files, moved: frozenset[str]) -> Iterator[Source]:
    """The files that may name a route that has moved, as far as their calls of that kind are not read already."""
    from lint307 import engine
    from lint307.project.references import NAMING

    quoted = [f"{quote}{name}{quote}" for name in sorted(moved) for quote in "\"'"]
    texts = {path: source.text for path, source in files.sources.items() if path in files.facts}
    modules = {path: module for module, path in files.unread.items() if path not in texts} if moved else {}
    for path in (*texts, *modules) if moved else ():
        known = files.sources.get(path)
        if known is None:
            document = files.document(path)
            known = engine.Source(path, document.text, modules[path]) if document is not None else None
        if known is None or not any(name in known.text for name in quoted) or not calls_any(known.text, NAMING):
            continue
        also = NAMING | set(known.also.split())
        if not set(known.also.split()) >= NAMING:
            yield known._replace(also=" ".join(sorted(also)), only=False)
