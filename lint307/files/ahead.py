"""Many projects in turn: the texts of several are read together, so that no worker waits for the end of a small one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint307.files.analysis import Analysis
    from lint307.files.caching import Caches
    from lint307.files.workers import Workers

# Characters of text that are read together: some thousand files, and all their facts fit into memory with ease.
_TOGETHER = 8_000_000


def in_turn(analyses: Sequence[Analysis], workers: Workers, caches: Caches) -> Iterator[Analysis]:
    """Each project, read as far as it has to be. When the next one is asked for, the last one is put away."""
    if len(analyses) == 1:
        yield from analyses
        return
    waiting: list[Analysis] = []
    size = 0
    for analysis in analyses:
        waiting.append(analysis)
        size += sum(sight.size for sight in analysis.looked.sights.values() if sight.counts)
        if size >= _TOGETHER:
            yield from _together(waiting, workers, caches)
            waiting, size = [], 0
    yield from _together(waiting, workers, caches)


def _together(analyses: list[Analysis], workers: Workers, caches: Caches) -> Iterator[Analysis]:
    opened = [analysis.opened() for analysis in analyses if not analysis.is_answered]
    missing = [(knowledge, knowledge.missing) for knowledge in opened if knowledge.missing]
    sources = (source for knowledge, paths in missing for source in knowledge.sources(paths))
    results = workers.read(sources, sum(knowledge.size(paths) for knowledge, paths in missing))
    for knowledge, paths in missing:
        knowledge.receive(paths, islice(results, len(paths)))
    for analysis in analyses:
        yield analysis
        analysis.put_away()
        caches.finish(analysis.cache)
