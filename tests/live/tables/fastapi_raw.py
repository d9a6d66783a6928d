from __future__ import annotations

from tests.live.scenario import App, Landing, Outcome, Scenario, done, get, post, shown

LAYERS, ANSWERS = "raw/layers.py", "raw/answers.py"

APP = App(
    "fastapi/raw",
    "fastapi",
    "raw:app",
    (
        Scenario(
            "an old address",
            post("/before/texts", text="hi"),
            (LAYERS, '"status": 308'),
            Outcome(308, done("POST", "/now/texts", "hi", 201)),
        ),
        Scenario(
            "a response",
            post("/now/texts/quick", text="hi"),
            (ANSWERS, "Response(status_code=HTTPStatus.SEE_OTHER"),
            Outcome(303, shown("/now/texts", "hi")),
        ),
        Scenario(
            "a form for everybody",
            post("/now/texts/script", text="hi"),
            (ANSWERS, 'RedirectResponse("/now/texts", status_code=303)'),
            Outcome(303, shown("/now/texts", "hi")),
        ),
        Scenario(
            "a place that is forgotten",
            get("/now/texts/forgotten"),
            (ANSWERS, '"/texts/forgotten"'),
            Outcome(307, Landing("GET", "/now/texts/None", 404)),
        ),
        Scenario(
            "a place that is None",
            get("/now/texts/nowhere"),
            (ANSWERS, "RedirectResponse(None)"),
            Outcome(307, Landing("GET", "/now/texts/None", 404)),
        ),
    ),
)
