"""Reading on demand: what the first look at a project passed over and its redirects turn out to need.

Constants, re-exports and base classes stand in files without any telling word, and a wrapper may be called `back`.
Linking says what is missing; it is read and linked again, until nothing new is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lint307.config import Settings
from lint307.core.facts import FileFacts
from lint307.files.asking import Ask
from lint307.reading.marks import calls_any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lint307.engine import Program
    from lint307.project.modules import Modules

_MOST_ROUNDS = 8


class Files(Protocol):
    """What is known of a project's files, by their paths; `unread` maps modules to paths, `modules` are all."""

    asks: dict[str, Ask]
    facts: dict[str, FileFacts]
    unread: Mapping[str, str]
    modules: Modules

    def read(self, asks: Mapping[str, Ask]) -> None:
        """Put in what is asked of these files; what cannot be understood is left as it was."""

    def text(self, path: str) -> str | None:
        """What a file says, be it one that nobody asked about; None when it cannot be read."""


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
        again[path] = again.get(path, more).more(also=frozenset(more.also.split()))
    if not again:
        again = dict(_between(files, program, passing, imports))
    if not again:
        again = dict(_naming(files, moved_names(program.cases)))
    is_new = bool(again)
    while again:
        files.read(again)
        names = following(names, Symbols.of(files.facts.values(), files.modules))
        again = _asked(files, names)
    return is_new


def _asked(files: Files, names: Mapping[str, frozenset[str]]) -> dict[str, Ask]:
    """The files in which names are looked for, as far as they are not read already."""
    paths = {facts.module: path for path, facts in files.facts.items()}
    found = {}
    for module, wanted in names.items():
        path = paths.get(module) or files.unread.get(module)
        if path is None:
            continue
        known = files.asks.get(path) or Ask(module, only=True)
        more = known.more(wanted)
        if more != known and (path in files.asks or files.text(path) is not None):
            found[path] = more
    return found


def _calling(files: Files, program: Program, passing: frozenset[str]) -> Iterator[tuple[str, Ask]]:
    """The files that call what passes redirects on, where they were not read."""
    from lint307 import engine

    for path, facts in files.facts.items():
        known = files.asks[path]
        more = known.more(also=engine.calling(program, facts, passing))
        if more != known:
            yield path, more


def _between(
    files: Files, program: Program, passing: frozenset[str], imports: dict[str, frozenset[str]]
) -> Iterator[tuple[str, Ask]]:
    """The files that were passed over, are imported by one that was read, and give back what passes redirects on."""
    from lint307 import engine
    from lint307.files.using import imported

    for path, facts in files.facts.items():
        if path not in imports:
            imports[path] = frozenset(imported(files.text(path) or "", facts.module, files.modules))
    used = frozenset[str]().union(*imports.values())
    for module, path in files.unread.items():
        text = files.text(path) if module in used and path not in files.facts else None
        names = engine.given_back(program, text, passing) if text is not None else frozenset()
        if names:
            yield path, Ask(module, only=True).more(also=names)


def _naming(files: Files, moved: frozenset[str]) -> Iterator[tuple[str, Ask]]:
    """The files that may name a route that has moved, as far as their calls of that kind are not read already."""
    from lint307.core.text import Span
    from lint307.project.references import NAMING

    quoted = [f"{quote}{name}{quote}" for name in sorted(moved) for quote in "\"'"]
    unread = {path: module for module, path in files.unread.items()}
    for path in dict.fromkeys((*files.facts, *unread)) if moved else ():
        text = files.text(path)
        if text is None or not any(name in text for name in quoted):
            continue
        known = files.asks.get(path) or Ask(unread[path], only=True)
        facts = files.facts.get(path)
        parts = (Span(0, len(text)),) if facts is None else facts.left_out
        more = known.more(also=NAMING) if calls_any(text, NAMING, parts) else known
        if more != known:
            yield path, more
