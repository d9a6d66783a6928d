from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, get, post, refused, send, shown

BERTHS, PUBLIC, OFFICE, SIGNALS = (
    "harbour/berths/routes.py",
    "harbour/public.py",
    "harbour/office.py",
    "harbour/signals.py",
)

APP = App(
    "fastapi/harbour",
    "fastapi",
    "harbour:app",
    (
        Scenario(
            "a quay",
            send("POST", "/quay/reserve", {"ship": "ark"}),
            (SIGNALS, "await send(  # expect"),
            Outcome(302, shown("/berths/reserve", status=422)),
            safe=Outcome(307, shown("/map", "the map")),
        ),
        Scenario(
            "too many slashes",
            send("POST", "/berths//", {"ship": "ark"}),
            (SIGNALS, "status_code=307"),
            Outcome(307, shown("/berths/")),
        ),
        Scenario(
            "a search",
            post("/find", ship="ark"),
            (PUBLIC, "form['ship']"),
            Outcome(302, shown("/ships", "ships in the harbour")),
        ),
        Scenario(
            "an empty search",
            post("/find", name="ark"),
            (PUBLIC, '"harbour_map"), status_code=303'),
            Outcome(303, shown("/map", "the map")),
        ),
        Scenario(
            "round and round",
            get("/round"),
            (PUBLIC, 'RedirectResponse("/about")'),
            Outcome(307, shown("/about", status=0)),
        ),
        Scenario(
            "a berth is taken",
            send("POST", "/berths/", {"ship": "ark"}),
            (BERTHS, "HTTP_303_SEE_OTHER"),
            Outcome(303, shown("/berths/")),
        ),
        Scenario(
            "a berth is left",
            send("DELETE", "/berths/1"),
            (BERTHS, 'return RedirectResponse("/berths/")'),
            Outcome(307, refused("DELETE", "/berths/")),
            safe=Outcome(303, shown("/berths/")),
        ),
        Scenario(
            "a berth is reserved",
            send("POST", "/berths/reserve", {"ship": "ark"}),
            (BERTHS, "HTTP_308_PERMANENT_REDIRECT"),
            Outcome(308, refused("POST", "/map", body=True)),
            safe=Outcome(303, shown("/map", "the map")),
        ),
        Scenario(
            "a berth that is not there",
            get("/berths/7"),
            (BERTHS, "Response(status_code=303, headers=headers)"),
            Outcome(200, shown("/berths/7")),
            reads=(None,),
        ),
        Scenario(
            "a ship is registered",
            post("/office/ships", ship="ark"),
            (OFFICE, '"/ships", status_code=302'),
            Outcome(302, shown("/ships", "ships in the harbour")),
        ),
        Scenario(
            "fees are cleared",
            post("/office/fees/clear", now="1"),
            (OFFICE, "response_class=RedirectResponse)"),
            Outcome(307, refused("POST", "/office/", body=True)),
            safe=Outcome(303, shown("/office/")),
        ),
        Scenario(
            "a ship is enlisted",
            post("/office/ships/enlist", ship="ark"),
            (OFFICE, "status_code=307"),
            Outcome(307, shown("/ships", "ships in the harbour")),
        ),
        Scenario(
            "nowhere",
            post("/nowhere", a="b"),
            ("harbour/main.py", "status_code=303"),
            Outcome(303, shown("/map", "the map")),
        ),
    ),
)
