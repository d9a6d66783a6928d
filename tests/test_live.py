"""The fixture applications in their real frameworks, with clients that follow: what is sent, and what arrives.

Every scenario runs in the application as it is, after `lint307 fix`, and after `lint307 fix --unsafe-fixes`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from tests.live.inferring import sites_of_folder, statuses
from tests.live.running import LEVELS, Chain, Copy, Report, agrees, expected, in_words, row_of
from tests.live.scenario import App
from tests.live.table import PAGE, rewritten
from tests.live.tables import APPS

# The scope keeps the tests of an application together, so that one worker makes its copies.
EACH_APP = pytest.mark.parametrize("app", APPS, ids=lambda app: app.label, scope="module")


@EACH_APP
def test_requests_arrive_as_promised(app: App, driven: Callable[[App, str, str], tuple[Chain, ...]]) -> None:
    problems = []
    for level, client in product(LEVELS, app.clients):
        for scenario, chain in zip(app.scenarios, driven(app, level, client), strict=True):
            found, wanted = chain.outcome(), expected(app, scenario, level, client)
            if not agrees(found, wanted):
                where = f"{level}, {client}, {scenario.name}"
                problems.append(f"{where}: {in_words(found)}\n    expected {in_words(wanted)}")
    assert not problems, "\n".join(["", *problems])


@EACH_APP
def test_the_status_that_a_finding_names_is_the_status_that_is_sent(
    app: App,
    copied: Callable[[str, str], Copy],
    reported: Callable[[str], tuple[Report, ...]],
    driven: Callable[[App, str, str], tuple[Chain, ...]],
) -> None:
    folder = copied(app.folder, "now").folder
    problems = []
    for scenario, chain in zip(app.scenarios, driven(app, "now", "browser"), strict=True):
        path, row = scenario.site[0], row_of(scenario, folder)
        for report in reported(app.folder):
            is_here = (report.path, report.row) == (path, row)
            # RDR302 and some of RDR303 speak of a redirect that is not sent.
            unsent = report.code == "RDR302" or "it is not sent" in report.message
            if is_here and not unsent and report.sent not in (None, chain.hops[0].status):
                problems.append(f"{path}:{row} {report.code} says {report.sent}, {chain.hops[0].status} is sent")
    assert not problems, "\n".join(["", *problems])


@EACH_APP
def test_the_status_that_reading_infers_is_the_status_that_is_sent(
    app: App, copied: Callable[[str, str], Copy], driven: Callable[[App, str, str], tuple[Chain, ...]]
) -> None:
    folder = copied(app.folder, "now").folder
    sites = sites_of_folder(folder)
    problems = []
    for scenario, chain in zip(app.scenarios, driven(app, "now", "browser"), strict=True):
        place = (scenario.site[0], row_of(scenario, folder))
        inferred, sent = statuses(sites[place]), chain.hops[0].status
        as_stated = sent in inferred if scenario.reads is None else inferred == set(scenario.reads)
        if not as_stated:
            seen = inferred or "no redirect"
            problems.append(f"{scenario.name}: {place[0]}:{place[1]} sends {sent}, inferred {seen}")
    assert not problems, "\n".join(["", *problems])


@EACH_APP
def test_every_fix_that_is_offered_can_be_made(app: App, copied: Callable[[str, str], Copy]) -> None:
    for level in LEVELS[1:]:
        ran = copied(app.folder, level).fixing
        assert ran is not None
        assert (ran.code, ran.err) in ((0, ""), (1, "")), level


def test_the_table_of_the_replayed_fixes_is_up_to_date() -> None:
    assert rewritten(PAGE.read_text(encoding="utf-8")) == PAGE.read_text(encoding="utf-8"), "python -m tests.live.table"
