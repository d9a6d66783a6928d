"""Reading on demand: what the first look at a project passed over and its redirects turn out to need.

Constants, re-exports and base classes stand in files without any telling word, and a wrapper may be called `back`.
Linking says what is missing; it is read and linked again, until nothing new is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lint307.config import Settings
from lint307.core.facts import FileFacts
from lint307.reading.marks import calls_any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lint307.engine import Program, Source
    from lint307.files.decoding import Document
    from lint307.project.modules import Modules

_MOST_ROUNDS = 8


class Files(Protocol):
    """What is known of a project's files, by their paths; `unread` maps modules to paths, `modules` are all."""

    sources: dict[str, Source]
    facts: dict[str, FileFacts]
    unread: Mapping[str, str]
    modules: Modules

    def read(self, sources: Sequence[Source]) -> None:
        """Put in the facts of these texts; what cannot be understood is left as it was."""

    def document(self, path: str) -> Document | None:
        """A file that nobody asked about; None when it cannot be read."""


def complete(files: Files, settings: Settings) -> Program:
    """The program of all that is read, and of what it needs besides."""
    from lint307 import engine

    program = engine.link(files.facts.values(), settings, files.modules)
    imports: dict[str, frozenset[str]] = {}
    for _ in range(_MOST_ROUNDS):
        if not _supply(files, program, imports):
            break
        program = engine.link(files.facts.values(), settings, files.modules)
    return program


def _supply(files: Files, program: Program, imports: dict[str, frozenset[str]]) -> bool:
    """Read what is asked for; whether anything of it is new. `imports`: the modules that each file imports."""
    from lint307 import engine
    from lint307.project.demand import following
    from lint307.project.references import moved_names
    from lint307.project.symbols import Symbols

    passing = engine.passing(program)
    calling = tuple(_calling(files, program, passing))
    names = engine.missing(program)
    again = _asked(files, names)
    for path, more in calling:
        again[path] = _more(again.get(path, more), frozenset(), frozenset(more.also.split()))
    if not again:
        again = dict(_between(files, program, passing, imports))
    if not again:
        again = dict(_naming(files, moved_names(program.cases)))
    is_new = bool(again)
    while again:
        files.read(list(again.values()))
        names = following(names, Symbols.of(files.facts.values(), files.modules))
        again = _asked(files, names)
    return is_new


def _asked(files: Files, names: Mapping[str, frozenset[str]]) -> dict[str, Source]:
    """The files in which names are looked for, as far as they are not read already."""
    paths = {facts.module: path for path, facts in files.facts.items()}
    unread = {path: module for module, path in files.unread.items()}
    found = {}
    for module, wanted in names.items():
        path = paths.get(module) or files.unread.get(module, "")
        known = files.sources.get(path) or _source(files, path, unread)
        if known is not None and (more := _more(known, wanted, frozenset())) != known:
            found[path] = more
    return found


def _calling(files: Files, program: Program, passing: frozenset[str]) -> Iterator[tuple[str, Source]]:
    """The files that call what passes redirects on, where they were not read."""
    from lint307 import engine

    for path, facts in files.facts.items():
        known = files.sources[path]
        more = _more(known, frozenset(), engine.calling(program, facts, passing))
        if more != known:
            yield path, more


def _between(
    files: Files, program: Program, passing: frozenset[str], imports: dict[str, frozenset[str]]
) -> Iterator[tuple[str, Source]]:
    """The files that were passed over, are imported by one that was read, and give back what passes redirects on."""
    from lint307 import engine
    from lint307.files.using import imported

    for path, facts in files.facts.items():
        if path not in imports:
            imports[path] = frozenset(imported(files.sources[path].text, facts.module, files.modules))
    unread = {path: module for module, path in files.unread.items() if path not in files.facts}
    used = frozenset[str]().union(*imports.values())
    for path, module in unread.items():
        known = _source(files, path, unread) if module in used else None
        names = engine.given_back(program, known, passing) if known is not None else frozenset()
        if known is not None and names:
            yield path, _more(known, frozenset(), names)


def _naming(files: Files, moved: frozenset[str]) -> Iterator[tuple[str, Source]]:
    """The files that may name a route that has moved, as far as their calls of that kind are not read already."""
    from lint307.core.text import Span
    from lint307.project.references import NAMING

    quoted = [f"{quote}{name}{quote}" for name in sorted(moved) for quote in "\"'"]
    unread = {path: module for module, path in files.unread.items()}
    for path in dict.fromkeys((*files.facts, *unread)) if moved else ():
        known = files.sources.get(path) or _source(files, path, unread)
        if known is None or not any(name in known.text for name in quoted):
            continue
        facts = files.facts.get(path)
        parts = (Span(0, len(known.text)),) if facts is None else facts.left_out
        more = _more(known, frozenset(), NAMING) if calls_any(known.text, NAMING, parts) else known
        if more != known:
            yield path, more


def _source(files: Files, path: str, unread: Mapping[str, str]) -> Source | None:
    """A file of which nothing was needed so far; None when it cannot be read. `unread` maps paths to modules."""
    from lint307 import engine

    document = files.document(path) if path in unread else None
    return engine.Source(path, document.text, unread[path], only=True) if document is not None else None


def _more(known: Source, wanted: frozenset[str], also: frozenset[str]) -> Source:
    """A text of which more is to be read."""
    names, calls = frozenset(known.wanted.split()), frozenset(known.also.split())
    return known._replace(wanted=" ".join(sorted(names | wanted)), also=" ".join(sorted(calls | also)))
