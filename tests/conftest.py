"""What the tests of the fixture applications share: each copy is made, fixed, read and driven once per run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.live.running import LEVELS, Chain, Copy, Report, copy_at, drive, findings, texts
from tests.live.scenario import App
from tests.live.tables import APPS


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
    def chains(label: str, level: str, client: str) -> tuple[Chain, ...]:
        app = by_label[label]
        earlier = LEVELS[: LEVELS.index(level)]
        for same in earlier:  # a fix that changes nothing needs no second run
            if texts(copied(app.folder, same).folder) == texts(copied(app.folder, level).folder):
                return chains(label, same, client)
        return drive(app, copied(app.folder, level).folder, client)

    return lambda app, level, client: chains(app.label, level, client)
