from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, get, post, refused, send, shown

FLATS, LETTERS = "tenant/flats.py", "tenant/letters.py"

APP = App(
    "flask/tenant",
    "flask",
    "wsgi:app",
    (
        Scenario(
            "a flat is rented",
            post("/flats/", number="14", tenant="eve"),
            (FLATS, 'See(url_for("flats.index"))'),
            Outcome(303, shown("/flats/")),
        ),
        Scenario(
            "a flat is left",
            post("/flats/14/leave", why="x"),
            (FLATS, "code=303"),
            Outcome(303, shown("/flats/")),
        ),
        Scenario(
            "a flat is painted",
            post("/flats/12/paint", colour="red"),
            (FLATS, "status=307"),
            Outcome(307, done("POST", "/flats/", "", 400)),
            unsafe=Outcome(303, shown("/flats/")),
        ),
        Scenario(
            "a flat is given up",
            send("DELETE", "/flats/12"),
            (FLATS, 'go(url_for(".index"))'),
            Outcome(302, refused("DELETE", "/flats/")),
            safe=Outcome(303, shown("/flats/")),
        ),
        Scenario(
            "an old form",
            post("/flats/14/quit", why="x"),
            (FLATS, "301)"),
            Outcome(301, refused("GET", "/flats/14/leave")),
            safe=Outcome(308, shown("/flats/")),
        ),
        Scenario(
            "a letter",
            post("/letters/write", text="hi"),
            (LETTERS, 'place="/letters/")'),
            Outcome(307, refused("POST", "/letters/", body=True)),
        ),
        Scenario(
            "a letter that is sent on",
            post("/letters/send", text="hi"),
            (LETTERS, 'place="/letters/write"'),
            Outcome(307, refused("POST", "/letters/", body=True)),
        ),
        Scenario(
            "old letters",
            get("/letters/old"),
            (LETTERS, "308)"),
            Outcome(308, shown("/letters/")),
        ),
    ),
)
