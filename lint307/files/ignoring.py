"""Which paths are left out: `.gitignore` files and the patterns of the configuration."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Patterns(NamedTuple):
    """Lines in the syntax of `.gitignore`, relative to a folder."""

    base: str
    lines: tuple[str, ...]

    def verdict(self, path: str, folder: bool = False) -> bool | None:
        """True: left out; False: taken back by a `!` pattern; None: no pattern speaks of it."""
        prefix = self.base if self.base.endswith(os.sep) else self.base + os.sep
        if not path.startswith(prefix):
            return None
        inside = path[len(prefix) :]
        names = _names(self.lines)
        if names is None:
            return _spec(self.lines).check_file(inside + ("/" if folder else "")).include
        above, _, name = inside.rpartition(os.sep)
        covered = names.cover(name, folder) or (above and names.cover_any(above.split(os.sep)))
        return True if covered else None

    def inside(self, folder: str) -> Verdict:
        """The verdict on what lies in a folder, by its name and whether it is a folder itself."""
        names = _names(self.lines)
        prefix = self.base if self.base.endswith(os.sep) else self.base + os.sep
        if names is None or not f"{folder}{os.sep}".startswith(prefix):
            return lambda name, is_folder: self.verdict(os.path.join(folder, name), is_folder)
        if names.cover_any(folder[len(prefix) :].split(os.sep)):
            return lambda name, is_folder: True
        return lambda name, is_folder: True if names.cover(name, is_folder) else None


Verdict: TypeAlias = Callable[[str, bool], "bool | None"]


class _Names(NamedTuple):
    """Patterns that speak of names alone, wherever they stand: most do, and they need no library of 40 ms."""

    any_kind: re.Pattern[str]
    folders: re.Pattern[str]

    def cover(self, name: str, folder: bool) -> bool:
        return self.any_kind.fullmatch(name) is not None or (folder and self.folders.fullmatch(name) is not None)

    def cover_any(self, folders: Iterable[str]) -> bool:
        return any(self.cover(name, True) for name in folders)


@functools.lru_cache(maxsize=256)
def _names(lines: tuple[str, ...]) -> _Names | None:
    """The patterns as names; None when one of them says more than a name."""
    any_kind: list[str] = []
    folders: list[str] = []
    for line in lines:
        pattern = line.rstrip()
        if not pattern or pattern.startswith("#"):
            continue
        name = pattern.removesuffix("/")
        if not _IS_NAME.fullmatch(name):
            return None
        regex = "".join(_WILD.get(character) or re.escape(character) for character in name)
        (folders if pattern.endswith("/") else any_kind).append(regex)
    nothing = "(?!)"
    return _Names(*(re.compile("|".join(names) or nothing, re.S) for names in (any_kind, folders)))


# No `!`, no folder before the name, no set of characters, no escape.
_IS_NAME = re.compile(r"[^!/\\\[\]][^/\\\[\]]*(?<!\*\*)")
_WILD = {"*": ".*", "?": "."}


@functools.lru_cache(maxsize=256)
def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def gitignore(folder: str, name: str = ".gitignore") -> tuple[Patterns, ...]:
    """The patterns of one file of a folder, none when it is not there or cannot be read."""
    try:
        with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as file:
            lines = tuple(line.rstrip("\n") for line in file)
    except OSError:
        return ()
    return (Patterns(folder, lines),) if any(line.strip() and not line.startswith("#") for line in lines) else ()


def above(folder: str) -> tuple[Patterns, ...]:
    """What holds in `folder` from the top of its repository down to, but not including, the folder itself."""
    folders, at = [], folder
    while not os.path.exists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return ()
        folders.append(parent)
        at = parent
    repository = gitignore(os.path.join(at, ".git", "info"), "exclude")
    inherited = tuple(Patterns(at, p.lines) for p in repository)
    for each in reversed(folders):
        inherited += gitignore(each)
    return inherited


def left_out(path: str, folder: bool, chain: Iterable[Patterns]) -> bool:
    """Whether the innermost patterns that speak of a path leave it out; `chain` goes from the outermost inward."""
    within, name = os.path.split(path)
    return is_out(name, folder, [each.inside(within) for each in chain])


def is_out(name: str, folder: bool, verdicts: Sequence[Verdict]) -> bool:
    """The same for a name, where `verdicts` are what the patterns say of its folder."""
    for verdict in reversed(verdicts):
        said = verdict(name, folder)
        if said is not None:
            return said
    return False


def covers(base: str, pattern: str, path: str) -> bool:
    """Whether a pattern of `per-file-ignores` means this file; a leading `!` turns it round."""
    negated = pattern.startswith("!")
    said = Patterns(base, (pattern.removeprefix("!"),)).verdict(path) is True
    return said != negated
