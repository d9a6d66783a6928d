from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, get, post, refused, shown

QUESTIONS, TOOLS = "desk/questions.py", "desk/tools.py"
AGAIN = Outcome(307, refused("POST", "/questions", body=True))
ASKED = Outcome(303, shown("/questions", "how?"))

APP = App(
    "fastapi/answers",
    "fastapi",
    "desk:app",
    (
        Scenario(
            "a subclass with the default",
            post("/questions/ask-again", text="how?"),
            (QUESTIONS, 'Flagged("/questions", "again")'),
            AGAIN,
        ),
        Scenario(
            "an instance under a response class",
            post("/questions/ask-twice", text="how?"),
            (
                QUESTIONS,
                'ask_twice(text: str = Form()):\n    QUESTIONS.append(text)\n    return RedirectResponse("/questions")',
            ),
            AGAIN,
            safe=ASKED,
        ),
        Scenario(
            "a tuple",
            post("/questions/ask-listed", text="how?"),
            (QUESTIONS, ", 303  #"),
            Outcome(200, done("POST", "/questions/ask-listed", "")),
        ),
        Scenario(
            "a response class of the router",
            post("/tools/reset", confirm="yes"),
            (TOOLS, '@router.post("/reset")'),
            AGAIN,
            safe=Outcome(303, shown("/questions", "why?")),
        ),
        Scenario(
            "a subclass that sees other",
            post("/questions/ask", text="how?"),
            (QUESTIONS, 'SeeOther("/questions")'),
            ASKED,
        ),
        Scenario(
            "a status that is set afterwards",
            post("/questions/ask-late", text="how?"),
            (QUESTIONS, "response = RedirectResponse("),
            ASKED,
        ),
        Scenario(
            "a subclass as response class",
            post("/questions/ask-short", text="how?"),
            (QUESTIONS, "response_class=SeeOther"),
            ASKED,
        ),
        Scenario(
            "a status of the injected response",
            post("/questions/ask-quietly", text="how?"),
            (QUESTIONS, '"/ask-quietly", response_class=RedirectResponse'),
            ASKED,
        ),
        Scenario(
            "a manual",
            get("/tools/manual"),
            (TOOLS, '@router.get("/manual")'),
            Outcome(307, shown("/questions", "why?")),
        ),
        Scenario(
            "a proxy",
            post("/tools/proxy", x="1"),
            (TOOLS, "status_code=308"),
            Outcome(308, shown("/questions", "why?")),
        ),
    ),
)
