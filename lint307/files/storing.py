"""The file of a cache: sections and pieces of bytes, each with its digest, written whole or not at all.

Nothing in it is trusted before its digest is right, so a run that is killed in the middle, a full disk or another
program can make it useless, never wrong.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

_MAGIC = b"lint307\x01"
_HEAD = struct.Struct("<8s16sB")
_SECTION = struct.Struct("<QQ16s")
_SUM = 16
_LEFTOVER_SECONDS = 3600
_UNUSED_SECONDS = 60 * 86400
_LARGEST = 2 * 1024**3  # of all projects together
_DAY = 86400


@dataclass
class Stored:
    """An open file: where its sections lie, and where the pieces begin."""

    file: BinaryIO
    sections: tuple[tuple[int, int, bytes], ...]
    pieces: int

    def section(self, number: int) -> bytes | None:
        """The bytes of a section; None when they are not those that were written."""
        offset, length, digest = self.sections[number]
        data = self._at(offset, length)
        return data if _digest(data) == digest else None

    def piece(self, offset: int, length: int) -> bytes | None:
        data = self._at(self.pieces + offset, length)
        return data[_SUM:] if _digest(data[_SUM:]) == data[:_SUM] else None

    def raw(self, offset: int, length: int) -> bytes:
        """A piece with its digest, to be written again as it is."""
        return self._at(self.pieces + offset, length)

    def _at(self, offset: int, length: int) -> bytes:
        try:
            if hasattr(os, "pread"):  # forks share the file's position
                return os.pread(self.file.fileno(), length, offset)
            self.file.seek(offset)
            return self.file.read(length)
        except (OSError, ValueError, OverflowError):  # it shrank, or says that it begins beyond any file
            return b""


def sealed(data: bytes) -> bytes:
    """A piece with its digest."""
    return _digest(data) + data


def open_stored(path: str, identity: bytes) -> Stored | None:
    """The file of a cache; None when there is none, or another version has written it."""
    try:
        file = open(path, "rb")  # noqa: SIM115 - it stays open, so that another run may replace it
    except OSError:
        return None
    head = file.read(_HEAD.size)
    if len(head) == _HEAD.size:
        magic, wrote, count = _HEAD.unpack(head)
        table = file.read(_SECTION.size * count)
        if magic == _MAGIC and wrote == identity and len(table) == _SECTION.size * count:
            sections = tuple(_SECTION.iter_unpack(table))
            return Stored(file, sections, _HEAD.size + len(table) + sum(length for _, length, _ in sections))
    file.close()
    return None


def store(path: str, identity: bytes, sections: list[bytes], pieces: Iterable[bytes]) -> None:
    """Write the file anew, and take its name in one step. Raises OSError."""
    folder = os.path.dirname(path)
    _prepare(folder)
    temporary = f"{path}.{secrets.token_hex(4)}.tmp"
    at = _HEAD.size + _SECTION.size * len(sections)
    try:
        with open(temporary, "xb") as file:
            file.write(_HEAD.pack(_MAGIC, identity, len(sections)))
            for section in sections:
                file.write(_SECTION.pack(at, len(section), _digest(section)))
                at += len(section)
            file.writelines(sections)
            file.writelines(pieces)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _prepare(folder: str) -> None:
    """Make the folder one that backups and version control pass over, and now and then tidy it."""
    if not os.path.isdir(folder):
        os.makedirs(folder, mode=0o700, exist_ok=True)
    tag, ignore = os.path.join(folder, "CACHEDIR.TAG"), os.path.join(folder, ".gitignore")
    try:
        tidied = os.stat(tag).st_mtime
    except FileNotFoundError:
        tidied = 0.0
    if time.time() - tidied > _DAY:
        with open(ignore, "w", encoding="ascii") as file:
            file.write("*\n")
        with open(tag, "w", encoding="ascii") as file:
            file.write("Signature: 8a477f597d28d172789f06886806bc55\n# Results of lint307; it may be removed.\n")
        tidy(folder)


def tidy(folder: str) -> None:
    """Remove what killed runs left, what was not used for two months, and the longest unused beyond the limit."""
    now, total = time.time(), 0
    with contextlib.suppress(OSError):
        entries = [(e.stat(follow_symlinks=False), e.path) for e in os.scandir(folder) if e.name.endswith(_OURS)]
        for status, path in sorted(entries, key=lambda item: -item[0].st_mtime):
            age, total = now - status.st_mtime, total + status.st_size
            limit = _LEFTOVER_SECONDS if path.endswith(".tmp") else _UNUSED_SECONDS
            if age > limit or total > _LARGEST:
                with contextlib.suppress(OSError):
                    os.unlink(path)


_OURS = (".lint307", ".tmp")


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SUM).digest()
