from __future__ import annotations

from tests.live.scenario import App, Landing, Outcome, Scenario, done, get, post, refused, shown

ROOMS, GUARDS, SITE = "doors/rooms.py", "doors/guards.py", "doors/__init__.py"
COME_IN = post("/invitation", name="ada")

APP = App(
    "fastapi/doors",
    "fastapi",
    "doors:app",
    (
        Scenario(
            "something for the vault without a key",
            post("/vault", text="gold"),
            (GUARDS, "raise NoKey()"),
            Outcome(307, refused("POST", "/keys", body=True)),
        ),
        Scenario(
            "a redirect that is meant as an error",
            get("/cellar"),
            (GUARDS, "HTTPException(302"),
            Outcome(302, Landing("GET", "/cellar", 302, "It is dark")),
        ),
        Scenario(
            "a speech without an invitation",
            post("/hall", text="hello"),
            (SITE, "status_code=303"),
            Outcome(303, shown("/invitation", "who are you")),
        ),
        Scenario(
            "an invitation",
            COME_IN,
            (ROOMS, '= name\n    return RedirectResponse("/hall", status_code=303)'),
            Outcome(303, shown("/hall", "hall of ada")),
        ),
        Scenario(
            "a speech",
            post("/hall", text="hello"),
            (ROOMS, 'Depends(invited)]):\n    return RedirectResponse("/hall", status_code=303)'),
            Outcome(303, shown("/hall", "hall of ada")),
            before=(COME_IN,),
        ),
        Scenario(
            "a room that moved",
            post("/attic", text="box"),
            (SITE, "status_code=307"),
            Outcome(307, done("POST", "/loft", "loft: box")),
        ),
    ),
)
