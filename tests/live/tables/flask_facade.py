from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, get, post, refused, shown

PAGES, HOOKS = "src/club/pages.py", "src/club/web/hooks.py"
JOINED = shown("/club/", "club of ada")

APP = App(
    "flask/facade",
    "flask",
    "wsgi:app",
    (
        Scenario(
            "a form in capitals",
            post("/club/JOIN", name="ada"),
            (HOOKS, "code=301"),
            Outcome(301, refused("GET", "/club/join")),
            safe=Outcome(308, JOINED),
        ),
        Scenario(
            "a name that is sent again",
            post("/club/rename", name="ada"),
            (PAGES, "status=Codes.AGAIN"),
            Outcome(307, refused("POST", "/club/", body=True)),
            Outcome(303, shown("/club/", "club of ada")),
        ),
        Scenario(
            "an old form",
            post("/club/enter", name="ada"),
            (PAGES, 'moved_to("pages.join")'),
            Outcome(301, refused("GET", "/club/join")),
        ),
        Scenario(
            "another old form",
            post("/club/come-in", name="ada"),
            (PAGES, "permanent=False"),
            Outcome(302, refused("GET", "/club/join")),
        ),
        Scenario(
            "a new member",
            post("/club/join", name="ada"),
            (PAGES, 'name"]\n    return go("pages.index")'),
            Outcome(302, JOINED),
        ),
        Scenario(
            "a member who leaves",
            post("/club/leave", now="1"),
            (PAGES, "Codes.LOOK"),
            Outcome(303, shown("/club/", "club of None")),
        ),
        Scenario(
            "the way home",
            get("/club/home"),
            (PAGES, 'moved_to("pages.index")'),
            Outcome(301, shown("/club/", "club")),
        ),
        Scenario(
            "a form that is passed on",
            post("/club/hello", name="ada"),
            (PAGES, "status=307"),
            Outcome(307, JOINED),
        ),
    ),
)
