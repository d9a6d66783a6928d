from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, post, refused, shown

GUARDS, TROUBLE = "office/guards.py", "office/trouble.py"

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
            "a file of somebody without a badge",
            post("/files", text="hi"),
            (TROUBLE, "RedirectResponse(error.place)"),
            Outcome(307, refused("POST", "/files/badges", body=True)),
            unsafe=Outcome(303, shown("/files/badges", "badges")),
        ),
    ),
)
