"""Writes the tables of docs/fix-safety.md: what fixes come to in a browser.

    python -m tests.live.table

The rows are the outcomes that `test_live.py` and `test_matrix.py` hold against the frameworks, one by one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from tests.live.labels import labels
from tests.live.matrix import FRAMEWORKS, modules
from tests.live.matrix_other import others
from tests.live.running import APPS as FOLDER
from tests.live.running import LEVELS, REPOSITORY, expected, row_of
from tests.live.scenario import GAVE_UP, App, Landing, Scenario
from tests.live.tables import APPS

PAGE = REPOSITORY / "docs" / "fix-safety.md"
TABLE = re.compile(r"(?<=<!-- replay:begin -->\n).*?(?=<!-- replay:end -->)", re.S)
MATRIX = re.compile(r"(?<=<!-- matrix:begin -->\n).*?(?=<!-- matrix:end -->)", re.S)
NAMES = {
    "django": "Django",
    "drf": "Django REST framework",
    "fastapi": "FastAPI",
    "flask": "Flask",
    "ninja": "Django Ninja",
    "quart": "Quart",
    "starlette": "Starlette",
}


class Row(NamedTuple):
    rule: str
    framework: str
    written: str
    request: str
    before: str
    after: str
    level: str


def rows_of(app: App) -> Iterator[Row]:
    """The scenarios of an application whose first answer a fix changes."""
    codes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for kind, place in labels(FOLDER / app.folder):
        if kind == "expect":
            codes[place.path, place.row].append(place.code)
    group = app.folder.partition("/")[0]
    for scenario in app.scenarios:
        now, safe, unsafe = (expected(app, scenario, level, "browser") for level in LEVELS)
        level, after = ("safe", safe) if safe.first != now.first else ("unsafe", unsafe)
        if after.first != now.first:
            path, row = scenario.site[0], row_of(scenario, FOLDER / app.folder)
            yield Row(
                ", ".join(codes[path, row]),
                NAMES.get(group) or NAMES[app.framework],
                written(scenario, app),
                f"{scenario.ask.method} {scenario.ask.url}",
                f"{now.first} → {arrival(now.lands)}",
                f"{after.first} → {arrival(after.lands)}",
                level,
            )


def written(scenario: Scenario, app: App) -> str:
    """The line of the site as it stands in the application, without its comment."""
    lines = (FOLDER / app.folder / scenario.site[0]).read_text(encoding="utf-8").splitlines()
    return lines[row_of(scenario, FOLDER / app.folder) - 1].partition("  #")[0].strip()


def arrival(landing: Landing) -> str:
    status = "no end" if landing.status == GAVE_UP else landing.status
    return f"{landing.method} {landing.path}{' with the body' if landing.body else ''}: {status}"


def table() -> str:
    rows = sorted({row for app in APPS for row in rows_of(app)})
    lines = ["| rule | framework | written | request | before | after | fix |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        code = row.written.replace("|", "\\|")
        cells = row._replace(written=f"`{code}`")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def matrix() -> str:
    """Rule, framework, status and method, with every way to write it that is run."""
    ways: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for framework in FRAMEWORKS:
        for one in (*modules(framework), *others(framework)):
            rule = one.rule
            detour = f"GET {rule.detour} → " * bool(rule.detour)
            before, after = f"{rule.sends} → {detour}{arrival(rule.before)}", f"{rule.right} → {arrival(rule.after)}"
            ways[rule.code, NAMES[framework], rule.method, before, after].append(one.written)
    lines = ["| rule | framework | request | before | after | written |", "|---|---|---|---|---|---|"]
    for (code, name, *rest), written in sorted(ways.items()):
        lines.append(f"| {' | '.join((code, name, *rest))} | {', '.join(f'`{way}`' for way in written)} |")
    return "\n".join(lines) + "\n"


def rewritten(page: str) -> str:
    """The page with the tables as they have to be. ValueError when the page has no place for it."""
    if not TABLE.search(page) or not MATRIX.search(page):
        raise ValueError("the markers of the tables are missing")
    return MATRIX.sub(lambda _: matrix(), TABLE.sub(lambda _: table(), page))


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
