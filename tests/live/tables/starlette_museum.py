from __future__ import annotations

from tests.live.scenario import App, Ask, Landing, Outcome, Scenario, get, post, refused, send, shown

DESK, GREECE, SHOP, GATES = "museum/desk.py", "museum/rooms/greece.py", "museum/shop.py", "museum/gates.py"

APP = App(
    "starlette/museum",
    "starlette",
    "museum:app",
    (
        Scenario(
            "capitals",
            post("/Shop/buy", what="x"),
            ("museum/doors.py", "status_code=301"),
            Outcome(301, refused("GET", "/shop/buy")),
            safe=Outcome(308, shown("/shop/thanks", status=303)),
        ),
        Scenario(
            "a ticket",
            post("/tickets", kind="day"),
            (DESK, '"/", 303'),
            Outcome(303, shown("/", "ticket day")),
        ),
        Scenario(
            "a ticket is given back",
            send("DELETE", "/tickets"),
            (DESK, "302)"),
            Outcome(302, Landing("DELETE", "/tickets", 0)),
            safe=Outcome(303, shown("/tickets", "tickets")),
        ),
        Scenario(
            "no ticket",
            post("/membership", name="ada"),
            (GATES, "status_code=status_code"),
            Outcome(303, shown("/tickets", "tickets")),
            reads=(None,),
        ),
        Scenario(
            "a member",
            post("/membership", name="ada"),
            (DESK, "RedirectResponse(request.url)"),
            Outcome(307, Landing("POST", "/membership", 0, body=True)),
            safe=Outcome(303, shown("/membership", "become a member")),
            before=(post("/tickets", kind="day"),),
        ),
        Scenario(
            "a vote without a guide",
            post("/rooms/greece/zeus/vote", stars="5"),
            (GATES, 'request.url_for("tickets"))'),
            Outcome(307, shown("/", "ticket day")),
            unsafe=Outcome(303, shown("/tickets", "tickets")),
        ),
        Scenario(
            "a like",
            post("/rooms/greece/zeus/like", stars="5"),
            (GREECE, "status_code=302"),
            Outcome(302, refused("GET", "/rooms/greece/zeus/vote")),
            safe=Outcome(307, shown("/", "ticket day")),
            unsafe=Outcome(307, shown("/tickets", "tickets")),
        ),
        Scenario(
            "a star",
            post("/rooms/greece/zeus/star", stars="5"),
            (GREECE, "status_code=308"),
            Outcome(308, shown("/", "ticket day")),
            unsafe=Outcome(308, shown("/tickets", "tickets")),
        ),
        Scenario(
            "a wish",
            post("/rooms/egypt/wish", text="gold"),
            ("museum/rooms/egypt.py", "status_code=303"),
            Outcome(303, shown("/rooms/egypt")),
        ),
        Scenario(
            "wishes are forgotten",
            post("/rooms/egypt/forget", text="gold"),
            ("museum/rooms/egypt.py", 'RedirectResponse("/rooms/egypt")'),
            Outcome(307, refused("POST", "/rooms/egypt", body=True)),
            safe=Outcome(303, shown("/rooms/egypt")),
        ),
        Scenario(
            "the cart is put",
            Ask("PUT", "/shop/cart", form={"what": "card"}),
            (SHOP, "status_code=301"),
            Outcome(301, refused("PUT", "/shop/", body=True)),
            safe=Outcome(303, shown("/shop/", "postcards")),
        ),
        Scenario(
            "a card is bought",
            post("/shop/buy", what="card"),
            (SHOP, "Response(status_code=302)"),
            Outcome(302, shown("/shop/thanks", status=303)),
        ),
        Scenario(
            "the old basket",
            get("/shop/basket"),
            (SHOP, "status_code=307"),
            Outcome(307, shown("/shop/cart")),
            unsafe=Outcome(308, shown("/shop/cart")),
        ),
        Scenario(
            "no thanks",
            get("/shop/thanks"),
            (SHOP, "Response(status_code=303)"),
            Outcome(303, shown("/shop/thanks", status=303)),
            before=(post("/shop/buy", what="card"),),
        ),
    ),
)
