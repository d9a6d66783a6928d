"""A Dask scheduler and its workers, each in a process of its own, on loopback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fronts.running import REPOSITORY

# The scheduler chooses a free port and says which; the worker ends by itself when the scheduler is gone.
_SCHEDULER = """
import asyncio, sys
from distributed import Scheduler
async def main():
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
        print(scheduler.address, flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
asyncio.run(main())
"""
_WORKER = """
import asyncio, sys
from distributed import Worker
{before}
async def main():
    async with Worker(sys.argv[1], nthreads=1, dashboard=False, host="127.0.0.1") as worker:
        print(worker.address, flush=True)
        await worker.finished()
asyncio.run(main())
"""
# A worker that dies of its first task.
DYING = """
import os, signal
from lint307.files import workers
def read_batch(batch): os.kill(os.getpid(), signal.SIGKILL)
from lint307.files import facts
facts.read_batch = read_batch
"""
# A worker of another version of the tool.
OLDER = """
from lint307.files import facts, tool
tool.identity = lambda: b"another version."
"""


@contextmanager
def cluster(*workers: str) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The URL of a scheduler, and the processes of these workers: code that each runs before it starts."""
    processes = [_start(_SCHEDULER)]
    try:
        address = _line(processes[0])
        for before in workers:
            processes.append(_start(_WORKER.format(before=before), address))
            _line(processes[-1])
        yield re.sub(r"^tcp", "dask", address), processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()
            process.communicate()


def _start(program: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "0"}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    assert line.startswith("tcp://"), f"it did not start: {line!r}"
    return line


def many(folder: Path, texts: dict[str, str], copies: int) -> Path:
    """A tree of many small projects, each marked as one."""
    for number in range(copies):
        project = folder / f"project{number:03}"
        project.mkdir(parents=True)
        (project / "setup.cfg").touch()
        for name, text in texts.items():
            (project / name).write_text(text)
    return folder
