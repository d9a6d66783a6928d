"""Which paths are left out: `.gitignore` files and the patterns of the configuration."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Patterns(NamedTuple):
    """Lines in the syntax of `.gitignore`, relative to a folder."""

    base: str
    spec: GitIgnoreSpec

    def verdict(self, path: str, folder: bool = False) -> bool | None:
        """True: left out; False: taken back by a `!` pattern; None: no pattern speaks of it."""
        prefix = self.base if self.base.endswith(os.sep) else self.base + os.sep
        if not path.startswith(prefix):
            return None
        return self.spec.check_file(path[len(prefix) :] + ("/" if folder else "")).include


@functools.cache
def patterns(base: str, lines: tuple[str, ...]) -> Patterns:
    from pathspec import GitIgnoreSpec

    return Patterns(base, GitIgnoreSpec.from_lines(lines))


def gitignore(folder: str, name: str = ".gitignore") -> tuple[Patterns, ...]:
    """The patterns of one file of a folder, none when it is not there or cannot be read."""
    try:
        with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as file:
            lines = tuple(line.rstrip("\n") for line in file)
    except OSError:
        return ()
    return (patterns(folder, lines),) if any(line.strip() and not line.startswith("#") for line in lines) else ()


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
    inherited = tuple(Patterns(at, p.spec) for p in repository)
    for each in reversed(folders):
        inherited += gitignore(each)
    return inherited


def left_out(path: str, folder: bool, chain: Iterable[Patterns]) -> bool:
    """Whether the innermost patterns that speak of a path leave it out; `chain` goes from the outermost inward."""
    for each in reversed(tuple(chain)):
        verdict = each.verdict(path, folder)
        if verdict is not None:
            return verdict
    return False


def covers(base: str, pattern: str, path: str) -> bool:
    """Whether a pattern of `per-file-ignores` means this file; a leading `!` turns it round."""
    negated = pattern.startswith("!")
    said = patterns(base, (pattern.removeprefix("!"),)).verdict(path) is True
    return said != negated
