from __future__ import annotations

from tests.live.scenario import GAVE_UP, App, Landing, Outcome, Scenario, post, refused, send, shown

COUNTER, OVENS, DOORS, CLOSING = "bakery/counter.py", "bakery/ovens.py", "bakery/doors.py", "bakery/closing.py"

APP = App(
    "flask/bakery",
    "flask",
    "bakery:create_app()",
    (
        Scenario(
            "something new on the shelf",
            post("/shelf", kind="oat"),
            (COUNTER, "again(Place.SHELF.value"),
            Outcome(307, Landing("POST", "/shelf", GAVE_UP, body=True)),
            safe=Outcome(303, shown("/shelf", "kinds")),
        ),
        Scenario(
            "something sold",
            post("/till", kind="rye"),
            (COUNTER, '["kind"]\n        return to_door()'),
            Outcome(302, shown("/door")),
        ),
        Scenario(
            "something sold out",
            post("/till", kind="cake"),
            (CLOSING, "code=307"),
            Outcome(307, refused("POST", "/door", body=True)),
            safe=Outcome(303, shown("/door", "the door")),
        ),
        Scenario(
            "something sold too late",
            post("/till", kind="rye", late="1"),
            (CLOSING, "code=303"),
            Outcome(303, shown("/door")),
        ),
        Scenario(
            "an order of a stranger",
            post("/order", kind="rye"),
            (DOORS, "code=code)"),
            Outcome(307, refused("POST", "/door", body=True)),
            reads=(None,),
        ),
        Scenario(
            "a loaf by the old address",
            post("/v1/loaves", loaf="rye"),
            (OVENS, "code=settings.moved"),
            Outcome(301, refused("GET", "/v2/loaves")),
            safe=Outcome(308, Landing("POST", "/v2/loaves", 200, "baked rye", body=True)),
        ),
        Scenario(
            "a roll by the old address",
            post("/v1/rolls", roll="oat"),
            (OVENS, "code=settings.kept"),
            Outcome(308, Landing("POST", "/v2/rolls", 200, "rolled oat", body=True)),
        ),
        Scenario(
            "the shelf is emptied",
            send("DELETE", "/shelf"),
            (COUNTER, "STOCK.clear()\n        return to_door("),
            Outcome(302, refused("DELETE", "/door")),
            safe=Outcome(303, shown("/door", "the door")),
        ),
    ),
)
