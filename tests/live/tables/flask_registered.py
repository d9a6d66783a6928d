from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, get, post, refused, send, shown

VIEWS, GUARDS = "wiki/views.py", "wiki/guards.py"
SIGN_IN = post("/sign-in", name="ada")

APP = App(
    "flask/registered",
    "flask",
    "wiki:app",
    (
        Scenario(
            "an edit of somebody who is not a member",
            post("/public/start/edit", text="hi", name="bob"),
            (GUARDS, "code=307"),
            Outcome(307, shown("/public/start")),
            unsafe=Outcome(303, shown("/sign-in", "sign in")),
        ),
        Scenario(
            "a page is emptied",
            send("DELETE", "/team/start/edit"),
            (VIEWS, 'None)\n    return redirect(url_for(".page", page=page))'),
            Outcome(302, refused("DELETE", "/team/start")),
            safe=Outcome(303, shown("/team/start", "nothing yet")),
            before=(SIGN_IN,),
        ),
        Scenario("a sign-in", SIGN_IN, (GUARDS, 'page="start"'), Outcome(302, shown("/public/start"))),
        Scenario(
            "an edit",
            post("/team/plan/edit", text="hi"),
            (VIEWS, "code=303"),
            Outcome(303, shown("/team/plan", "hi")),
            before=(SIGN_IN,),
        ),
        Scenario(
            "an old edit",
            post("/edit/plan", text="ho"),
            (VIEWS, "code=308"),
            Outcome(308, shown("/team/plan", "ho")),
            before=(SIGN_IN,),
        ),
        Scenario("an old move", get("/move/plan"), (VIEWS, "code=301"), Outcome(301, shown("/public/plan"))),
    ),
)
