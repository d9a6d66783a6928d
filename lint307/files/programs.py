"""The projects that a run is about: every file is found and looked at, and goes to the project that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lint307.files.analysis import Analysis
from lint307.files.caching import Caches
from lint307.files.discovery import Found, discover
from lint307.files.gathering import Failure, unparsed
from lint307.files.projects import Project, Projects
from lint307.files.sharding import WHOLE, Shard
from lint307.files.workers import ALONE, Workers


def analyse(
    arguments: Sequence[str],
    projects: Projects,
    overrides: Mapping[str, bytes] | None = None,
    workers: Workers = ALONE,
    caches: Caches | None = None,
    shard: Shard = WHOLE,
) -> list[Analysis]:
    """The projects that the arguments (absolute paths) touch. `overrides` stand in for what is on disk."""
    groups: dict[tuple[str, str | None], list[Found]] = {}
    for found in discover(arguments, projects):
        groups.setdefault((found.project.root, found.project.config_file), []).append(found)
    caches = caches or Caches(enabled=False)
    everything: dict[str, list[Found]] = {}
    for (root, _), group in groups.items():
        if root in arguments:
            everything.setdefault(root, []).extend(group)
    return [
        around(group, projects, caches, overrides or {}, workers, everything.get(group[0].project.root))
        for group in shard.of(list(groups.values()))
    ]


def around(
    group: list[Found],
    projects: Projects,
    caches: Caches,
    overrides: Mapping[str, bytes],
    workers: Workers = ALONE,
    everything: list[Found] | None = None,
) -> Analysis:
    """The analysis of files of one project, with a look at all others of it where one of them may make a redirect.

    `everything` are all files of the project, where they are known already.
    """
    project = group[0].project
    cache = caches.of(project)
    failures = {found.path: Failure(found.problem) for found in group if found.problem}
    given = tuple(found.path for found in group)
    looked = cache.look([path for path in given if path not in failures], overrides, workers)
    failures |= {path: Failure(reason) for path, reason in looked.failures.items()}
    failures |= {path: Failure(sight.problem) for path, sight in looked.sights.items() if sight.problem}
    misread = unparsed(looked, overrides, cache.rows)
    if misread:
        from lint307.files.knowledge import Knowledge

        failures |= Knowledge(project.root, cache, workers, looked, overrides).misread(misread)
    if any(sight.matters or sight.hands_on for sight in looked.sights.values()):
        more = cache.look(neighbours(project, projects, given, everything), {}, workers)
        looked = looked.with_others(more)
        cache.is_whole = True
    return Analysis(project, given, looked, failures, cache, workers, overrides)


def neighbours(
    project: Project, projects: Projects, given: Iterable[str], everything: list[Found] | None = None
) -> list[str]:
    """The other files of the project. Nobody asked about them, so what cannot be read is passed over."""
    asked = set(given)
    found = discover([project.root], projects.lenient()) if everything is None else everything
    return [f.path for f in found if f.path not in asked and not f.problem and f.project.root == project.root]
