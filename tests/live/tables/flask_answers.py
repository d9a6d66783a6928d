from __future__ import annotations

from tests.live.scenario import App, Landing, Outcome, Scenario, done, get, post, shown

SITE = "app.py"
KEPT = Outcome(303, shown("/notes", "hello"))

APP = App(
    "flask/answers",
    "flask",
    "app:app",
    (
        Scenario(
            "the path of a page that moved",
            get("/by-path"),
            (SITE, 'redirect("/all-notes")'),
            Outcome(302, shown("/notes")),
        ),
        Scenario(
            "found after a POST",
            post("/by-redirect", text="hello"),
            (SITE, 'redirect(url_for("index"))'),
            Outcome(302, shown("/notes", "hello")),
            unsafe=KEPT,
        ),
        Scenario(
            "found after a POST, as a tuple",
            post("/by-tuple", text="hello"),
            (SITE, '"kept", 302'),
            Outcome(302, shown("/notes", "hello")),
            unsafe=KEPT,
        ),
        Scenario(
            "a tuple around a redirect",
            post("/by-overridden-tuple", text="hello"),
            (SITE, "HTTPStatus.SEE_OTHER\n"),
            KEPT,
        ),
        Scenario("a response", post("/by-response", text="hello"), (SITE, 'Response("", 303'), KEPT),
        Scenario(
            "a status that is set afterwards",
            post("/by-late-status", text="hello"),
            (SITE, 'make_response("kept")'),
            KEPT,
        ),
        Scenario(
            "a code that does not redirect",
            post("/by-wrong-code", text="hello"),
            (SITE, "code=401"),
            Outcome(401, Landing("POST", "/by-wrong-code", 401, body=True)),
        ),
        Scenario(
            "a Location on one way only",
            post("/by-half", text="stay"),
            (SITE, 'make_response("kept", 303)'),
            Outcome(303, Landing("POST", "/by-half", 303, "kept", body=True)),
        ),
        Scenario(
            "a Location on the other way",
            post("/by-half", text="go on"),
            (SITE, 'make_response("kept", 303)'),
            Outcome(303, shown("/notes", "go on")),
        ),
        Scenario(
            "a status for each method: POST",
            post("/by-method", text="hello"),
            (SITE, "code=307 if"),
            Outcome(307, done("POST", "/keep", "kept")),
        ),
        Scenario(
            "a status for each method: GET",
            get("/by-method"),
            (SITE, "code=307 if"),
            Outcome(302, shown("/keep", "kept")),
        ),
        Scenario(
            "a page that moved",
            get("/all-notes"),
            (SITE, 'redirect(url_for("index"), code=301)'),
            Outcome(301, shown("/notes")),
        ),
    ),
)
