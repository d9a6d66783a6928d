"""What is remembered of a project from run to run, in one file: first looks, facts, and finished answers.

Facts are keyed by the text that they were read from, answers by the contents of all files of the project and by the
settings: nothing in here can be out of date, only useless. A file that another version wrote, a damaged one and none at
all are the same, everything is worked out anew. Of two runs at once the one that is later writes the file that stays.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lint307.files.looking import Looked, Rows, look
from lint307.files.storing import Stored, open_stored, sealed, store
from lint307.files.tool import identity

if TYPE_CHECKING:
    from lint307.engine import Source
    from lint307.files.workers import Workers

_MOST_STATES = 6
_LARGEST = 192 * 1024 * 1024  # all facts of one project
_UNUSED_DAYS = 30
_ROWS, _DECLARED, _STATES, _ASKED, _PLACES = range(5)


@dataclass
class Cache:
    """The memory of one project. Without a `file` it lasts as long as the run.

    rows      path to what was seen of a file (see `looking`)
    declared  folder to what its requirement files were like, and the versions that they state
    states    what all files together contain, to the packed answer for each path; the last used is the last
    is_whole  whether every file of the project was looked at
    asked     path to what was read of a file in the end: the names that tell, and those that were wanted
    places    key of facts to offset, length and the day (since 1970) of their last use
    """

    file: str | None = None
    rows: Rows = field(default_factory=Rows)
    declared: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)
    states: dict[bytes, dict[str, bytes]] = field(default_factory=dict)
    asked: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: dict[bytes, tuple[int, int, int]] = field(default_factory=dict)
    changed: bool = False
    is_whole: bool = False
    _looked: set[str] = field(default_factory=set)
    _new: dict[bytes, bytes] = field(default_factory=dict)
    _used: set[bytes] = field(default_factory=set)
    _stored: Stored | None = None

    @classmethod
    def at(cls, folder: str | None, root: str) -> Cache:
        """What the folder of caches has for a project; an empty memory when it has nothing that can be used."""
        if folder is None:
            return cls()
        name = hashlib.blake2b(root.encode(errors="surrogateescape"), digest_size=12).hexdigest()
        cache = cls(os.path.join(folder, f"{name}.lint307"))
        stored = open_stored(cache.file or "", identity())
        if stored is not None and len(stored.sections) == _PLACES + 1:
            cache._stored = stored
            cache.rows = Rows(_section(stored, _ROWS))
            cache.declared = _section(stored, _DECLARED)
            cache.states = _section(stored, _STATES)
            cache.asked = _section(stored, _ASKED)
        return cache

    def look(self, paths: list[str], overrides: Mapping[str, bytes], workers: Workers) -> Looked:
        """A first look at files, those of `overrides` as they are given."""
        self._looked.update(paths)
        return look(paths, overrides, self.rows, workers.look)

    def facts(self, source: Source) -> Any:
        """The facts of a text, or the failure to read it; None when they are not known."""
        from lint307.files.packing import Unpackable, unpack

        if self._stored is not None and not self.places:
            self.places = _section(self._stored, _PLACES)
        key = key_of(source)
        data = self._new.get(key)
        if data is None and key in self.places and self._stored is not None:
            offset, length, _ = self.places[key]
            data = self._stored.piece(offset, length)
            self._used.add(key)
        try:
            return None if data is None else unpack(data)
        except Unpackable:
            return None

    def keep(self, source: Source, packed: bytes) -> None:
        """Remember the packed facts of a text."""
        self._new[key_of(source)] = packed
        self.changed = True

    def ask(self, asked: dict[str, tuple[str, str]]) -> None:
        """Remember what was read of files besides what the first look tells."""
        self.changed = self.changed or asked != self.asked
        self.asked = asked

    def answers(self, state: bytes) -> dict[str, bytes]:
        """Path to packed answer, for files that contain what makes up this state."""
        answers = self.states.pop(state, {})
        self.states[state] = answers
        return answers

    def save(self) -> None:
        """Write what is new. Raises OSError."""
        if self.file is None or not (self.changed or self.rows.changed):
            return
        if self._stored is not None and not self.places:
            self.places = _section(self._stored, _PLACES)
        if self.is_whole:
            self.rows = Rows({path: row for path, row in self.rows.items() if path in self._looked})
        self.states = dict(list(self.states.items())[-_MOST_STATES:])
        places, pieces = self._kept()
        from lint307.files.packing import pack_plain

        sections = [pack_plain(part) for part in (dict(self.rows), self.declared, self.states, self.asked, places)]
        store(self.file, identity(), sections, pieces)
        self.changed = self.rows.changed = False

    def close(self) -> None:
        if self._stored is not None:
            self._stored.file.close()

    def _kept(self) -> tuple[dict[bytes, tuple[int, int, int]], Iterator[bytes]]:
        """Where facts will lie, and the bytes in that order: what is new, then what was used last, up to the limit."""
        today = int(time.time() // 86400)
        old = [(today if key in self._used else day, key) for key, (*_, day) in self.places.items()]
        new = {key: sealed(data) for key, data in self._new.items()}
        places, at = {}, 0
        kept: list[bytes] = []
        for day, key in [*((today, key) for key in new), *sorted(old, reverse=True)]:
            length = len(new[key]) if key in new else self.places[key][1]
            if key not in places and today - day <= _UNUSED_DAYS and at + length <= _LARGEST:
                places[key] = (at, length, day)
                kept.append(key)
                at += length
        return places, (self._raw(key, new) for key in kept)

    def _raw(self, key: bytes, new: Mapping[bytes, bytes]) -> bytes:
        if key in new or self._stored is None:
            return new[key]
        offset, length, _ = self.places[key]
        return self._stored.raw(offset, length).ljust(length, b"\0")


def key_of(source: Source) -> bytes:
    """What the facts of a text depend on, besides the tool."""
    digest = hashlib.blake2b(digest_size=16)
    for part in source:
        data = str(part).encode(errors="surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.digest()


def _section(stored: Stored, number: int) -> dict[Any, Any]:
    from lint307.files.packing import Unpackable, unpack

    data = stored.section(number)
    try:
        found = {} if data is None else unpack(data)
    except Unpackable:
        return {}
    return found if isinstance(found, dict) else {}
