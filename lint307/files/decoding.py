"""One file from disk to text and back to the same bytes."""

from __future__ import annotations

import codecs
import os
import stat
from typing import NamedTuple

# A hundred thousand lines: nobody writes such a file by hand, and its tree would take gigabytes.
LARGEST = 4 * 1024 * 1024


class Document(NamedTuple):
    """A file as it was read."""

    path: str
    data: bytes
    encoding: str

    @property
    def text(self) -> str:
        """With its line ends and without a byte order mark. It is not kept: a single emoji makes it four times `data`.

        Lone surrogates come from editors' buffers, never from a disk.
        """
        return self.data.removeprefix(codecs.BOM_UTF8).decode(self.encoding, "surrogatepass")

    def encoded(self, text: str) -> bytes:
        """Another text as the bytes of this file. ValueError when its encoding cannot say it or does not round-trip."""
        mark = codecs.BOM_UTF8 if self.data.startswith(codecs.BOM_UTF8) else b""
        if mark + self.text.encode(self.encoding) != self.data:
            raise ValueError(f"the bytes are not what {self.encoding} would write")
        return mark + text.encode(self.encoding)


class BadFile(Exception):
    """A file that cannot be read; the message is the reason, for people."""


def load(path: str) -> bytes:
    """The bytes of a regular file. Raises BadFile."""
    try:
        # A pipe would block, a device may never end: only after the kind is known is the file opened.
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise BadFile("it is a folder, not a file")
        if not stat.S_ISREG(status.st_mode):
            raise BadFile("it is not a regular file")
        if status.st_size > LARGEST:
            raise BadFile(f"it has {status.st_size:,} bytes; files over {LARGEST:,} bytes are not read")
        with open(path, "rb", buffering=0) as file:
            return file.readall()
    except OSError as error:
        raise BadFile(f"it cannot be read: {error.strerror or error}") from error


def decode(path: str, data: bytes) -> Document:
    """The text of a Python file, decoded as Python does: byte order mark, coding line, else UTF-8. Raises BadFile."""
    if b"\0" in data:
        row = data.count(b"\n", 0, data.index(b"\0")) + 1
        kind = "; it looks like UTF-16 or UTF-32" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""
        raise BadFile(f"it has a NUL byte in line {row}{kind}")
    body = data.removeprefix(codecs.BOM_UTF8)
    encoding = _encoding(data)
    try:
        body.decode(encoding)
        return Document(path, data, encoding)
    except UnicodeDecodeError as error:
        row = body.count(b"\n", 0, error.start) + 1
        raise BadFile(f"it is not {encoding}: byte 0x{body[error.start]:02x} in line {row}") from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise BadFile(f"it cannot be decoded as {encoding}: {error}") from error


def read(path: str) -> Document:
    """Load and decode. Raises BadFile."""
    return decode(path, load(path))


def _encoding(data: bytes) -> str:
    second = data.find(b"\n") + 1
    end = data.find(b"\n", second) if second else -1
    if data.find(b"coding", 0, end if end >= 0 else len(data)) < 0:
        return "utf-8"
    import io
    import tokenize

    try:
        name, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        raise BadFile(f"its coding line is wrong: {error.msg}") from error
    except UnicodeError as error:
        raise BadFile(f"its coding line cannot be read: {error}") from error
    return "utf-8" if name == "utf-8-sig" else name
