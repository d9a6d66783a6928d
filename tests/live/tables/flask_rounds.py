from __future__ import annotations

from tests.live.scenario import GAVE_UP, App, Landing, Outcome, Scenario, get, post, shown

EAST, WEST = "rounds/east.py", "rounds/west.py"

APP = App(
    "flask/rounds",
    "flask",
    "rounds:app",
    (
        Scenario(
            "from inn to inn", get("/east/inn"), (EAST, '"west.inn"'), Outcome(302, Landing("GET", "/*/inn", GAVE_UP))
        ),
        Scenario("and back", get("/west/inn"), (WEST, '"/east/inn"'), Outcome(302, Landing("GET", "/*/inn", GAVE_UP))),
        Scenario(
            "a bell that rings for ever",
            post("/east/bell", times="1"),
            (EAST, "code=307"),
            Outcome(307, Landing("POST", "/east/bell", GAVE_UP, body=True)),
        ),
        Scenario(
            "a gate that opens", get("/west/way"), (WEST, '"/east/gate"'), Outcome(302, shown("/east/gate", "gate"))
        ),
        Scenario(
            "the second time round",
            get("/east/gate"),
            (EAST, "request.url)"),
            Outcome(302, shown("/east/gate", "gate")),
        ),
        Scenario(
            "a form that shows itself again",
            post("/east/book", name="ada"),
            (EAST, "request.path"),
            Outcome(302, shown("/east/book", "book of ada")),
        ),
        Scenario(
            "the last page", get("/east/pages/9"), (EAST, "number=3"), Outcome(302, shown("/east/pages/3", "page 3"))
        ),
    ),
)
