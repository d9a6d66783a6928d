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
        Scenario(
            "a tunnel without a candle, the dependency being a variable in a list",
            post("/tunnel", text="deep"),
            (GUARDS, '"candle" not in request.session:\n        raise HTTPException(307'),
            Outcome(307, refused("POST", "/keys", body=True)),
            Outcome(303, shown("/keys", "keys")),
        ),
        Scenario(
            "a swamp without boots, the dependency being a variable that is a default",
            post("/swamp", text="deep"),
            (GUARDS, '"boots" not in request.session:\n        raise HTTPException(307'),
            Outcome(307, refused("POST", "/invitation/size", body=True)),
            Outcome(303, shown("/invitation/size", "which size")),
        ),
        Scenario(
            "a garden without a map",
            post("/garden", text="rose"),
            (GUARDS, "HTTPException(303"),
            Outcome(303, shown("/invitation", "who are you")),
        ),
        Scenario(
            "the roof without a ladder, which is only looked at",
            get("/roof"),
            (GUARDS, '"ladder" not in request.session:\n        raise HTTPException(307'),
            Outcome(307, shown("/hall", "hall of ada")),
            before=(COME_IN,),
        ),
    ),
)
