from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, post, refused, shown

GUARDS, TROUBLE, WAYS = "office/guards.py", "office/trouble.py", "office/ways.py"

APP = App(
    "fastapi/guarded",
    "fastapi",
    "office:app",
    (
        Scenario(
            "a desk for somebody who is not staff",
            post("/desks/1", name="ada"),
            (GUARDS, "TEMPORARY_REDIRECT, headers=DOOR"),
            Outcome(307, refused("POST", "/files/door", body=True)),
            safe=Outcome(303, shown("/files/door", "door")),
        ),
        Scenario(
            "a line of somebody who has not come in by the door",
            post("/book/lines", text="hi"),
            (GUARDS, 'if "visitor" not in request.session:\n            raise HTTPException(307, headers=DOOR)'),
            Outcome(307, refused("POST", "/files/door", body=True)),
            safe=Outcome(303, shown("/files/door", "door")),
        ),
        Scenario(
            "a signature in the book",
            post("/book/signatures", name="ada"),
            (WAYS, "def again(self, name: str):\n        return RedirectResponse(self.request.url_for(name))"),
            Outcome(307, refused("POST", "/files/badges", body=True)),
            safe=Outcome(303, shown("/files/badges", "badges")),
        ),
        Scenario(
            "a greeting in the book",
            post("/book/greetings", name="ada"),
            (WAYS, "status_code=303)"),
            Outcome(303, shown("/files/badges", "badges")),
        ),
        Scenario(
            "a file of somebody without a badge",
            post("/files", text="hi"),
            (TROUBLE, "RedirectResponse(error.place)"),
            Outcome(307, refused("POST", "/files/badges", body=True)),
            unsafe=Outcome(303, shown("/files/badges", "badges")),
        ),
    ),
)
