"""What the tests of the fixture applications share: each copy is made, fixed, read and driven once per run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from tests.live.running import LEVELS, Chain, Copy, Report, copy_at, drive, findings, texts
from tests.live.scenario import App
from tests.live.tables import APPS


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the tests remember is theirs alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINT307_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Copy]:
    """A folder of `fixtures/apps` as it is (`now`), or after `lint307 fix` (`safe`, `unsafe`)."""
    return cache(lambda folder, level: copy_at(folder, level, tmp_path_factory.mktemp("app")))


@pytest.fixture(scope="session")
def reported(copied: Callable[[str, str], Copy]) -> Callable[[str], tuple[Report, ...]]:
    """What `lint307 check` says of a folder of `fixtures/apps`."""
    return cache(lambda folder: findings(copied(folder, "now").folder))


@pytest.fixture(scope="session")
def driven(copied: Callable[[str, str], Copy]) -> Callable[[App, str, str], tuple[Chain, ...]]:
    """What a client meets in an application at a level, one chain per scenario."""
    by_label = {app.label: app for app in APPS}

    @cache
    def runs(label: str) -> dict[tuple[str, str], tuple[Chain, ...]]:
        app = by_label[label]
        copies = {level: copied(app.folder, level).folder for level in LEVELS}
        # A fix that changes nothing needs no second run.
        same = {
            level: next(other for other in LEVELS if texts(copies[other]) == texts(copies[level])) for level in LEVELS
        }
        wanted = [(level, client) for level in dict.fromkeys(same.values()) for client in app.clients]
        chains = dict(zip(wanted, drive(app, [(copies[level], client) for level, client in wanted]), strict=True))
        return {(level, client): chains[same[level], client] for level in LEVELS for client in app.clients}

    return lambda app, level, client: runs(app.label)[level, client]
