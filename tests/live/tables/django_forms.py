from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, post, refused, shown

VIEWS, ANSWERS = "site_of_forms/views.py", "site_of_forms/answers.py"

APP = App(
    "django/forms",
    "django",
    "site_of_forms.settings",
    (
        Scenario(
            "an order that is sent again",
            post("/order", text="tea"),
            (VIEWS, '"thanks", preserve_request=True'),
            Outcome(307, refused("POST", "/thanks", body=True)),
            safe=Outcome(303, shown("/thanks", "thanks")),
        ),
        Scenario(
            "a vote that is sent again by a helper",
            post("/vote", text="yes"),
            (ANSWERS, "preserve_request=True"),
            Outcome(307, refused("POST", "/result", body=True)),
        ),
        Scenario(
            "a method in lower case",
            post("/ballot", text="yes"),
            (VIEWS, '["post"]'),
            Outcome(405, refused("POST", "/ballot", body=True)),
        ),
        Scenario(
            "a tuple",
            post("/both", text="yes"),
            (VIEWS, ", 303  #"),
            Outcome(500, refused("POST", "/both", body=True, status=500)),
        ),
        Scenario(
            "a form",
            post("/", text="hi"),
            (VIEWS, 'success_url = reverse_lazy("thanks")'),
            Outcome(302, shown("/thanks", "thanks")),
            reads=(),
        ),
        Scenario(
            "a form with a mistake",
            post("/", text=""),
            (VIEWS, "get_full_path()"),
            Outcome(302, shown("/", "write to us")),
        ),
        Scenario(
            "a form at the wrong address",
            post("/send", text="hi"),
            (ANSWERS, "preserve_request=True"),
            Outcome(307, shown("/thanks", "thanks")),
        ),
        Scenario(
            "thanks by a helper",
            post("/form", text="hi"),
            (ANSWERS, "return redirect(to)"),
            Outcome(302, shown("/thanks", "thanks")),
        ),
    ),
)
