"""Writing a file back: whole or not at all, and only over what was read.

The new bytes go to a temporary file in the same folder, are forced to the disk, and take the old file's name in one
step. A run that is killed leaves at most such a file; its name tells the process, and the next run removes it.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterable

from lint307.files.decoding import BadFile, Document, load

_LEFTOVER = re.compile(r"\.lint307-(\d+)-[0-9a-f]{8}\.tmp")


class NotWritten(Exception):
    """A file that was left as it was; the message is the reason, for people."""


def write(document: Document, text: str) -> None:
    """Replace the file of a document by another text in the same encoding. A link stays a link. Raises NotWritten."""
    try:
        data = document.encoded(text)
    except ValueError as error:
        raise NotWritten(f"it cannot be written in its encoding: {error}") from error
    target = os.path.realpath(document.path)
    try:
        status = os.stat(target)
        # The folder's permissions would allow it; the file's own mode says what its owner wants.
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise NotWritten("it is read-only")
        temporary = os.path.join(os.path.dirname(target), f".lint307-{os.getpid()}-{secrets.token_hex(4)}.tmp")
        try:
            _fill(temporary, data, status)
            _still_the_same(document, target)
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
        _sync_folder(os.path.dirname(target))
    except OSError as error:
        raise NotWritten(f"it cannot be written: {error.strerror or error}") from error


def clean(folders: Iterable[str]) -> None:
    """Remove what killed runs left in these folders; the files of runs that still live stay."""
    for folder in folders:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                match = _LEFTOVER.fullmatch(entry.name)
                if match and not _lives(int(match[1])):
                    with contextlib.suppress(OSError):
                        os.unlink(entry.path)


def _fill(path: str, data: bytes, like: os.stat_result) -> None:
    """A new file with these bytes and the mode and, where allowed, owner of another; it is on the disk at the end."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "wb", buffering=0) as file:
        remaining = memoryview(data)
        while remaining:
            remaining = remaining[file.write(remaining) :]
        own = os.fstat(descriptor)
        if hasattr(os, "fchown") and (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
            with contextlib.suppress(OSError):
                os.fchown(descriptor, like.st_uid, like.st_gid)
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
        os.fsync(descriptor)


def _still_the_same(document: Document, target: str) -> None:
    try:
        unchanged = load(target) == document.data and os.path.realpath(document.path) == target
    except BadFile as error:
        raise NotWritten(f"it changed since it was read: {error}") from error
    if not unchanged:
        raise NotWritten("it changed since it was read; run again")


def _sync_folder(folder: str) -> None:
    """Force the new name to the disk, where the system can do that for folders. The file itself is whole either way."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lives(process: int) -> bool:
    """Whether another process of that number runs. Our own number on a leftover is that of an earlier process."""
    if process == os.getpid():
        return False
    if os.name == "nt":  # signal 0 is no harmless question there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it lives, and is not ours
        return True
    return True
