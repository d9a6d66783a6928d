"""A first look at files: their bytes, and what the gate says of them. What an earlier run saw is not read again."""

from __future__ import annotations

import hashlib
import os
import struct
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from lint307.files.decoding import BadFile, decode, load
from lint307.reading import gate

# A file may be written twice within one tick of its file system's clock; two seconds are the longest tick there is.
_TICK = 2_000_000_000
_STAMP = struct.Struct("<4q")
_ROW = struct.Struct("<32sB16s")
_MATTERS, _ROUTES, _PARSES, _BROKEN, _HANDS_ON = 1, 2, 4, 8, 16


class Sight(NamedTuple):
    """What a file's bytes tell before they are understood.

    matters   it may make a redirect
    routes    it may declare routes or hooks
    hands_on  it may send redirects that other files of its project make
    problem   why it cannot be decoded; "" when it can, as far as anyone needs to know
    parses    whether this Python takes it; None: nobody has asked
    """

    digest: bytes
    size: int
    matters: bool
    routes: bool
    hands_on: bool = False
    problem: str = ""
    parses: bool | None = None

    @property
    def counts(self) -> bool:
        """Whether it has to be read to know the project."""
        return self.matters or self.routes


# For each path what was seen, packed as `Rows` are, or why the file cannot be read.
Seen: TypeAlias = list[tuple[str, bytes | str]]


class Looked(NamedTuple):
    """What was seen of each path; `failures` say why a file could not be read."""

    sights: dict[str, Sight]
    failures: dict[str, str]

    def with_others(self, others: Looked) -> Looked:
        """A look at the files of both. What is wrong with the others is nobody's concern."""
        return Looked({**self.sights, **others.sights}, self.failures)


class Rows(dict[str, bytes]):
    """What was seen of each path, packed; `changed` since it was read."""

    changed = False

    def __setitem__(self, path: str, row: bytes) -> None:
        self.changed = True
        super().__setitem__(path, row)

    def note(self, path: str, sight: Sight) -> None:
        """Remember what was found out about a file since it was looked at."""
        if path in self:
            self[path] = _row(self[path][: _STAMP.size], sight)


def sight_of(path: str, data: bytes) -> Sight:
    """What these bytes tell."""
    matters, routes, problem = gate.matters(data), gate.routes(data), ""
    if matters or routes or not data.isascii() or b"\0" in data:
        try:
            decode(path, data)
        except BadFile as error:
            problem = str(error)
    return Sight(digest_of(data), len(data), matters, routes, matters or gate.may_hand_on(data), problem)


def look(
    paths: Iterable[str], overrides: Mapping[str, bytes], rows: Rows, work: Callable[[Sequence[str]], Seen]
) -> Looked:
    """Look at every path. `rows` remembers: files with the same stamp are not opened, and what is new is put in.

    `work` looks at the others, as `look_batch` does.
    """
    looked = Looked({}, {})
    now = time.time_ns()
    others = []
    for path in paths:
        row = rows.get(path)
        if path in overrides:
            looked.sights[path] = sight_of(path, overrides[path])
        elif row is not None and row.startswith(stamp(path, now) or b"\1"):
            looked.sights[path] = _sight(row)
        else:
            others.append(path)
    for path, seen in work(others):
        if isinstance(seen, str):
            looked.failures[path] = seen
            continue
        sight, row = _sight(seen), rows.get(path)
        if row is not None and _sight(row).digest == sight.digest:
            sight = _sight(row)
        looked.sights[path] = sight
        new = _row(seen[: _STAMP.size], sight)
        if new != row:
            rows[path] = new
    return looked


def look_batch(paths: Sequence[str]) -> Seen:
    """A look at each file, in any process."""
    now = time.time_ns()
    found: Seen = []
    for path in paths:
        at = stamp(path, now)
        try:
            data = load(path)
        except BadFile as error:
            found.append((path, str(error)))
        else:
            found.append((path, _row(at, sight_of(path, data))))
    return found


def stamp(path: str, now: int) -> bytes | None:
    """What changes when a file is written; None for a file that may still be written in the same tick."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    if max(status.st_mtime_ns, status.st_ctime_ns) > now - _TICK:
        return None
    return _STAMP.pack(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino & 0x7FFFFFFFFFFFFFFF)


def digest_of(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _row(at: bytes | None, sight: Sight) -> bytes:
    flags = _MATTERS * sight.matters | _ROUTES * sight.routes | _HANDS_ON * sight.hands_on
    if sight.parses is not None:
        flags |= _PARSES if sight.parses else _BROKEN
    head = _ROW.pack(at or bytes(_STAMP.size), flags, sight.digest)
    return head + sight.size.to_bytes(4, "little") + sight.problem.encode(errors="backslashreplace")


def _sight(row: bytes) -> Sight:
    _, flags, digest = _ROW.unpack_from(row)
    return Sight(
        digest,
        int.from_bytes(row[_ROW.size : _ROW.size + 4], "little"),
        flags & _MATTERS != 0,
        flags & _ROUTES != 0,
        flags & _HANDS_ON != 0,
        row[_ROW.size + 4 :].decode(),
        True if flags & _PARSES else False if flags & _BROKEN else None,
    )
