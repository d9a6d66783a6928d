"""Replays the fixture applications in headless Chromium, as they are, after `fix`, and after `fix --unsafe-fixes`.

    python -m tests.live [--short] [APPLICATION...]

Every request of every application is sent, unless applications are named, as `flask/answers`; `--short` takes one for
each framework, and only the requests that a fix changes. Exits with 1 when a request ends elsewhere than the tables
say, and with 2 when there is no Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.live.chromium import NAMES, installed
from tests.live.running import LEVELS, Chain, agrees, copy_at, drive, expected, in_words, texts
from tests.live.scenario import App, Scenario
from tests.live.tables import APPS

SHORT = (
    "flask/blueprints", "quart/mailbox", "django/spaces", "drf/tickets", "ninja/parts", "starlette/gallery",
    "fastapi/answers",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    if installed() is None:
        print(f"NOT REPLAYED: there is no Chromium here (looked for {', '.join(NAMES)}; CHROMIUM names another)")
        return 2
    names = [name for name in arguments if name != "--short"]
    chosen = names or (list(SHORT) if "--short" in arguments else [app.folder for app in APPS])
    apps = [_shortened(app) if "--short" in arguments else app for app in APPS if app.folder in chosen]
    problems: list[str] = []
    requests = by_fetch = 0
    for app in apps:
        with tempfile.TemporaryDirectory() as folder:
            copies = {level: copy_at(app.folder, level, Path(folder)).folder for level in LEVELS}
            same = {a: next(b for b in LEVELS if texts(copies[b]) == texts(copies[a])) for a in LEVELS}
            wanted = list(dict.fromkeys(same.values()))
            chains = dict(zip(wanted, drive(app, [(copies[level], "chromium") for level in wanted], 1800), strict=True))
        for level in LEVELS:
            for scenario, chain in zip(app.scenarios, chains[same[level]], strict=True):
                requests += 1
                by_fetch += scenario.ask.form is None and scenario.ask.method != "GET"
                problems += _problem(app, level, scenario, chain)
        print(f"{app.label}: {len(app.scenarios)} requests, each at {len(LEVELS)} levels", flush=True)
    print("\n".join(problems))
    print(f"{requests} requests in Chromium, {by_fetch} of them by fetch(): {len(problems)} ended elsewhere")
    return int(bool(problems))


def _shortened(app: App) -> App:
    """An application with the requests that a fix changes."""
    return app._replace(scenarios=tuple(s for s in app.scenarios if s.safe or s.unsafe))


def _problem(app: App, level: str, scenario: Scenario, chain: Chain) -> list[str]:
    wanted = expected(app, scenario, level, "chromium")
    where = f"{app.label}, {level}, {scenario.name}"
    if not chain.hops:
        return [f"{where}: nothing arrived"]
    found = chain.outcome()
    return [] if agrees(found, wanted) else [f"{where}: {in_words(found)}\n    expected {in_words(wanted)}"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
