from __future__ import annotations

from tests.live.scenario import App, Ask, Outcome, Scenario, get, post, refused, shown

JOBS, LOGIN = "apps/depot/web/jobs.py", "apps/depot/web/login.py"

APP = App(
    "flask/fleet",
    "flask",
    "depot:app",
    (
        Scenario(
            "a depot signs in",
            post("/login", depot="north"),
            (LOGIN, 'redirect("/")'),
            Outcome(302, shown("/")),
        ),
        Scenario(
            "another door",
            post("/enter", depot="north"),
            (LOGIN, "code=307"),
            Outcome(307, shown("/")),
        ),
        Scenario(
            "an order",
            post("/orders/new", what="oil"),
            (JOBS, 'redirect("/orders")'),
            Outcome(302, refused("GET", "/orders")),
            safe=Outcome(307, shown("/")),
        ),
        Scenario(
            "orders are cleared",
            post("/orders/clear", what="all"),
            (JOBS, "keep=True"),
            Outcome(307, refused("POST", "/", body=True)),
        ),
        Scenario(
            "an order is changed",
            Ask("PUT", "/orders/0", form={"what": "tyres"}),
            (JOBS, 'elsewhere("/")'),
            Outcome(302, refused("PUT", "/", body=True)),
            before=(post("/orders", what="oil"),),
        ),
        Scenario(
            "the latest orders",
            get("/orders/latest"),
            (JOBS, "permanent=True"),
            Outcome(301, shown("/")),
        ),
    ),
)
