from __future__ import annotations

from tests.live.scenario import App, Ask, Landing, Outcome, Scenario, done, get, post, refused, send, shown

FORMS, OLD, CAMPAIGNS, PEOPLE = (
    "charity/donations/forms.py",
    "charity/donations/old.py",
    "charity/campaigns/pages.py",
    "charity/office/people.py",
)

APP = App(
    "flask/charity",
    "flask",
    "charity:create_app()",
    (
        Scenario(
            "a gift",
            post("/give/once", amount="5"),
            ("charity/core/redirects.py", "code=303, **values"),
            Outcome(303, shown("/give/receipt/*", "thank you for 5")),
        ),
        Scenario(
            "a gift that is too large for a form",
            post("/give/once", amount="5000"),
            (FORMS, '".by_phone"'),
            Outcome(303, shown("/give/by-phone", "please call us")),
        ),
        Scenario(
            "a guest gives monthly",
            post("/give/monthly", amount="5"),
            ("charity/core/access.py", '"site.sign_in"), code=307'),
            Outcome(307, done("POST", "/sign-in", "", 400)),
            unsafe=Outcome(303, shown("/sign-in", "who are you?")),
        ),
        Scenario(
            "a member gives yearly",
            post("/give/yearly", amount="5"),
            (FORMS, '".receipt", 308'),
            Outcome(308, refused("POST", "/give/receipt/*", body=True)),
            safe=Outcome(303, shown("/give/receipt/*", "thank you for 5")),
        ),
        Scenario(
            "a pause",
            post("/give/paused", amount="5"),
            ("charity/errors.py", '"site.home"), code=303'),
            Outcome(303, shown("/", "welcome stranger")),
        ),
        Scenario(
            "a pledge is withdrawn",
            send("DELETE", "/give/pledge/1"),
            (FORMS, 'to("site.home")'),
            Outcome(302, refused("DELETE", "/")),
            safe=Outcome(303, shown("/", "welcome stranger")),
        ),
        Scenario(
            "an old form",
            post("/give/subscribe", amount="5"),
            (OLD, '"donations.monthly"'),
            Outcome(302, refused("GET", "/give/monthly")),
            safe=Outcome(307, refused("POST", "/give/receipt/*", body=True)),
            before=(post("/sign-in", name="ada"),),
        ),
        Scenario(
            "an old link to a form",
            get("/give/start"),
            (OLD, 'to("donations.once")'),
            Outcome(302, refused("GET", "/give/once")),
        ),
        Scenario(
            "a campaign that was renamed",
            post("/campaigns/wells", title="Wells"),
            ("charity/errors.py", "code=302"),
            Outcome(302, shown("/campaigns/wells-now", "no such campaign")),
            safe=Outcome(307, shown("/campaigns/wells-now", "Wells")),
        ),
        Scenario(
            "the same below another address",
            post("/appeals/books", title="Books"),
            (CAMPAIGNS, "slug=slug), code=303"),
            Outcome(303, shown("/appeals/books", "Books")),
        ),
        Scenario(
            "a title is put",
            Ask("PUT", "/campaigns/books", form={"title": "B"}),
            (CAMPAIGNS, 'url_for(".campaign", slug=slug))'),
            Outcome(302, Landing("PUT", "/campaigns/books", 0, body=True)),
            safe=Outcome(303, shown("/campaigns/books", "B")),
        ),
        Scenario(
            "a treasurer features a campaign",
            post("/campaigns/featured/now", title="x"),
            (CAMPAIGNS, '"campaigns.all"), code=301'),
            Outcome(301, shown("/campaigns/", "wells, books, featured")),
            safe=Outcome(303, shown("/campaigns/")),
            before=(post("/sign-in", name="ada"),),
        ),
        Scenario(
            "a stranger features a campaign",
            post("/campaigns/featured/now", title="x"),
            ("charity/core/access.py", '"site.sign_in"), 303'),
            Outcome(303, shown("/sign-in", "who are you?")),
        ),
        Scenario(
            "a stranger in the office",
            post("/office/people/hire", name="bob", role="clerk"),
            ("charity/office/guard.py", "next=request.path)), 303"),
            Outcome(303, shown("/sign-in", "who are you?")),
        ),
        Scenario(
            "somebody is hired",
            post("/office/people/hire", name="bob", role="clerk"),
            (PEOPLE, "307)"),
            Outcome(307, refused("POST", "/office/people/", body=True)),
            safe=Outcome(303, shown("/office/people/", "ada, bob")),
            before=(post("/sign-in", name="ada"),),
        ),
        Scenario(
            "somebody is fired",
            post("/office/people/bob/fire", why="x"),
            (PEOPLE, "301)"),
            Outcome(301, refused("GET", "/office/people/bob/dismiss")),
            safe=Outcome(308, shown("/office/people/", "ada")),
            before=(post("/sign-in", name="ada"),),
        ),
    ),
)
