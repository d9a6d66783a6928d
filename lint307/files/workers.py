"""Who reads the texts: this process, several processes, or any executor. Texts go, packed facts come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from lint307.config import ConfigError
from lint307.files.facts import facts_of, read_batch
from lint307.files.looking import look_batch
from lint307.files.tool import identity

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from lint307.core.facts import FileFacts
    from lint307.engine import Source
    from lint307.files.gathering import Failure

    Result: TypeAlias = FileFacts | Failure | bytes
    Packed: TypeAlias = Future[tuple[bytes, list[bytes]]]

# A pool costs 40 ms and the import of LibCST in each of its processes 250 ms; LibCST parses a megabyte in 1.5 s.
_WORTH_A_POOL = 500_000
# Once there is one, it is worth its messages for half a tenth of a second's work.
_WORTH_SENDING = 30_000
# Characters of one task: half a second of work at most, so that the last ones end together and a lost one costs little.
_BATCH = 250_000
_TASKS = 6  # for each process
# Tasks under way: enough that nobody waits, few enough that their texts and facts need not lie around in full.
_AHEAD = 4  # for each process
_ELSEWHERE = 1_000
_PATIENCE = 10.0
# Looking at a file takes a tenth of a millisecond.
_WORTH_LOOKING = 4_000
_PATHS = 500


@dataclass(eq=False)
class Workers:
    """`jobs` processes of this machine, started when there is work for them, or an `executor` that is there already.

    `alive` says whether anyone still works for that one. On leaving, what was started is ended, and what is asked for
    later is done by this process.
    """

    jobs: int = 1
    executor: Executor | None = None
    alive: Callable[[], bool] = lambda: True
    _pool: Executor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool, self.jobs = None, 1

    def read(self, sources: Iterable[Source], size: int) -> Iterator[Result]:
        """Facts in the order of the sources, which have `size` bytes in all; packed where they come from elsewhere."""
        least = _WORTH_A_POOL if self._pool is None else _WORTH_SENDING
        if self.executor is not None:
            yield from _spread(_batches(sources, _BATCH), self.executor, self.alive, _ELSEWHERE)
        elif self.jobs > 1 and size >= least:
            most = min(_BATCH, size // (self.jobs * _TASKS) + 1)
            yield from _spread(_batches(sources, most), self._started(), self.alive, _AHEAD * self.jobs)
        else:
            yield from map(facts_of, sources)

    def look(self, paths: Sequence[str]) -> list[tuple[str, bytes | str]]:
        """What a first look at files says: packed sights, or why a file cannot be read."""
        if self.jobs < 2 or len(paths) < _WORTH_LOOKING:
            return look_batch(paths)
        batches = [paths[start : start + _PATHS] for start in range(0, len(paths), _PATHS)]
        return [seen for batch in self._started().map(look_batch, batches) for seen in batch]

    def _started(self) -> Executor:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(self.jobs)
        return self._pool


ALONE = Workers()


def _spread(
    batches: Iterable[list[Source]], executor: Executor, alive: Callable[[], bool], ahead: int
) -> Iterator[Result]:
    """What batches come to, in their order, with at most so many of them under way."""
    under_way: deque[tuple[Packed | None, list[Source]]] = deque()
    try:
        for batch in batches:
            if len(under_way) == ahead:
                yield from _result(*under_way.popleft(), alive)
            under_way.append((_submitted(executor, batch), batch))
        while under_way:
            yield from _result(*under_way.popleft(), alive)
    finally:
        for future, _ in under_way:
            if future is not None:
                future.cancel()


def _submitted(executor: Executor, batch: list[Source]) -> Packed | None:
    from concurrent.futures import BrokenExecutor

    try:
        return executor.submit(read_batch, batch)
    except BrokenExecutor:  # a process was killed: what is left is done here
        return None


def _result(future: Packed | None, batch: list[Source], alive: Callable[[], bool]) -> Iterator[Result]:
    """What a task came to. A task that was lost with its worker, as often as the executor tries, is done here."""
    from concurrent.futures import BrokenExecutor, CancelledError
    from concurrent.futures import TimeoutError as NotYet

    while future is not None:
        try:
            tool, packed = future.result(timeout=_PATIENCE)
        except NotYet:
            if not alive():
                raise ConfigError("--executor: no worker is left") from None
        except (CancelledError, BrokenExecutor):
            break
        except Exception as error:
            if type(error).__name__ != "KilledWorker":
                raise
            break
        else:
            if tool != identity():
                raise ConfigError("--executor: a worker runs another version of lint307, LibCST or Python")
            yield from packed
            return
    yield from map(facts_of, batch)


def _batches(sources: Iterable[Source], most: int) -> Iterator[list[Source]]:
    """The sources in tasks of about so many characters."""
    batch: list[Source] = []
    size = 0
    for source in sources:
        if batch and size + len(source.text) > most:
            yield batch
            batch, size = [], 0
        batch.append(source)
        size += len(source.text)
    if batch:
        yield batch
