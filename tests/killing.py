"""Kills a process that rewrites files, again and again, at random instants: what is left must be whole.

python -m tests.killing [1000]
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import NamedTuple

from lint307.files.decoding import read
from lint307.files.writing import clean, write
from lint307.fronts.cli import main
from tests.fronts.running import PAY, PAY_FIXED

MODES = (0o644, 0o600, 0o755, 0o664)


class Killed(NamedTuple):
    """What was counted over all kills. `temporary`: how many left a file that the next run then removed."""

    kills: int
    damaged: int
    changed_mode: int
    broken_links: int
    temporary: int
    kept: int

    def __str__(self) -> str:
        return (
            f"{self.kills} kills: {self.damaged} damaged files, {self.changed_mode} changed modes, "
            f"{self.broken_links} broken links, {self.temporary} temporary files left, {self.kept} of them not removed"
        )


def kill_writing(folder: Path, times: int, chance: random.Random) -> Killed:
    """Files that are rewritten without end, one of them by a link."""
    old = PAY * 400
    new = old[::-1]
    paths = [folder / f"shop{number}.py" for number in range(8)]
    for number, path in enumerate(paths):
        path.write_text(old)
        path.chmod(MODES[number % len(MODES)])
    link = folder / "link.py"
    link.symlink_to(paths[0].name)

    def rewrite() -> None:
        while True:
            for path in (link, *paths[1:]):
                document = read(str(path))
                write(document, new if document.text == old else old)

    return _killed(folder, paths, link, {old, new}, rewrite, times, chance, longest=0.03)


def kill_fixing(folder: Path, times: int, chance: random.Random) -> Killed:
    """The command itself, on files that it fixes."""
    paths = [folder / f"shop{number}.py" for number in range(8)]
    link = folder / "link.py"
    link.symlink_to(paths[0].name)

    def begin() -> None:
        for number, path in enumerate(paths):
            path.write_text(PAY)
            path.chmod(MODES[number % len(MODES)])

    def fix() -> None:
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
            main(["fix", "--no-cache", "--isolated", "--jobs", "1", str(folder)])

    begin()
    started = time.monotonic()
    fix()  # what is imported on the way need not be imported by those that are killed
    longest = time.monotonic() - started
    assert {path.read_text() for path in paths} == {PAY_FIXED}
    return _killed(folder, paths, link, {PAY, PAY_FIXED}, fix, times, chance, longest, begin)


def _killed(
    folder: Path,
    paths: list[Path],
    link: Path,
    whole: set[str],
    work: Callable[[], None],
    times: int,
    chance: random.Random,
    longest: float,
    begin: Callable[[], None] | None = None,
) -> Killed:
    damaged = changed_mode = broken = temporary = kept = 0
    for _ in range(times):
        if begin is not None:
            begin()
        child = os.fork()
        if child == 0:
            try:
                work()
            finally:
                os._exit(0)
        time.sleep(chance.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        damaged += sum(path.read_text() not in whole for path in paths)
        changed_mode += sum(path.stat().st_mode & 0o777 != MODES[n % len(MODES)] for n, path in enumerate(paths))
        broken += not (link.is_symlink() and os.readlink(link) == paths[0].name)
        left = _temporary(folder)
        clean([str(folder)])
        temporary, kept = temporary + len(left), kept + len(_temporary(folder))
    return Killed(times, damaged, changed_mode, broken, temporary, kept)


def _temporary(folder: Path) -> list[str]:
    return [name for name in os.listdir(folder) if name.startswith(".lint307-")]


def run(times: int) -> tuple[Killed, Killed]:
    """Of ten kills nine hit the writing, one the whole command."""
    chance = random.Random(307)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        fixing = max(1, times // 10)
        return (
            kill_writing(Path(one), times - fixing, chance),
            kill_fixing(Path(other), fixing, chance),
        )


if __name__ == "__main__":
    for said in run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000):
        print(said)
