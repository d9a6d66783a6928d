from __future__ import annotations

from tests.live.scenario import App, Landing, Outcome, Scenario, done, post, refused, send, shown

STOCK, SALES = "parts/stock.py", "parts/sales.py"

APP = App(
    "ninja/parts",
    "django",
    "parts.settings",
    (
        Scenario(
            "an order that is sent again",
            post("/api/stock/orders", name="nut"),
            (STOCK, "status=307"),
            Outcome(307, refused("POST", "/api/stock/summary", body=True)),
            Outcome(303, shown("/api/stock/summary")),
        ),
        Scenario(
            "a part is removed",
            send("DELETE", "/api/stock/parts/nut"),
            (STOCK, 'redirect("/api/stock/summary")'),
            Outcome(302, refused("DELETE", "/api/stock/summary")),
            Outcome(303, shown("/api/stock/summary")),
        ),
        Scenario(
            "a status without a Location",
            post("/api/stock/losses", name="nut"),
            (STOCK, "return 302, None"),
            Outcome(302, Landing("POST", "/api/stock/losses", 302, body=True)),
        ),
        Scenario(
            "a sale by its old name",
            post("/api/sales/buy", name="bolt"),
            (SALES, "HttpResponsePermanentRedirect("),
            Outcome(301, refused("GET", "/api/sales/sales")),
            Outcome(308, done("POST", "/api/sales/sales", "sold bolt")),
        ),
        Scenario(
            "a trade",
            post("/api/sales/trade", name="bolt"),
            (SALES, "status=307"),
            Outcome(307, done("POST", "/api/sales/sales", "sold bolt")),
        ),
        Scenario(
            "a part",
            post("/api/stock/parts", name="nut"),
            (STOCK, 'redirect("/api/stock/parts")'),
            Outcome(302, shown("/api/stock/parts", "nut")),
        ),
        Scenario(
            "a move",
            post("/api/stock/moves", name="nut"),
            (STOCK, "return 303, None"),
            Outcome(303, shown("/api/stock/summary")),
        ),
    ),
)
