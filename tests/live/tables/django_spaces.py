from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, get, post, refused, shown

URLS, BLOG, SHOP, DECORATORS = "spaces/urls.py", "spaces/blog/views.py", "spaces/shop/views.py", "spaces/decorators.py"

APP = App(
    "django/spaces",
    "django",
    "spaces.settings",
    (
        Scenario(
            "an entry with its old address",
            post("/submit", text="hi"),
            (URLS, 'pattern_name="blog:receive", permanent=True'),
            Outcome(301, refused("GET", "/blog/receive")),
        ),
        Scenario(
            "a comment on an old entry",
            post("/blog/101/comment", text="hi"),
            (DECORATORS, "status=307"),
            Outcome(307, refused("POST", "/blog/101", body=True)),
            safe=Outcome(303, shown("/blog/101", "entry 101")),
        ),
        Scenario(
            "a like",
            post("/blog/1/like", on="1"),
            (BLOG, '"store:thanks"'),
            Outcome(302, refused("GET", "/en/shop/thanks")),
            safe=Outcome(307, done("POST", "/en/shop/thanks", "thank you")),
        ),
        Scenario(
            "a gift that is sent again",
            post("/de/shop/give", gift="tea"),
            (SHOP, "status=307"),
            Outcome(307, refused("POST", "/de/shop/gifts", body=True)),
            safe=Outcome(303, shown("/de/shop/gifts", "gifts")),
        ),
        Scenario(
            "a comment",
            post("/blog/1/comment", text="hi"),
            (BLOG, '"blog:entry", number=number'),
            Outcome(302, shown("/blog/1", "entry 1")),
        ),
        Scenario(
            "an entry",
            post("/blog/write", text="hi"),
            (BLOG, "redirect(new)"),
            Outcome(302, shown("/blog/2", "entry 2")),
        ),
        Scenario(
            "another entry",
            post("/blog/receive", text="hi"),
            (BLOG, 'redirect(Entry(1, ""))'),
            Outcome(302, shown("/blog/1", "entry 1")),
        ),
        Scenario(
            "old news",
            get("/news/7"),
            (URLS, 'pattern_name="blog:entry", permanent=True'),
            Outcome(301, shown("/blog/7", "entry 7")),
        ),
        Scenario(
            "a mixin",
            post("/blog/write?closed=1", text="hi"),
            (DECORATORS, "reverse(self.closed_url)"),
            Outcome(302, shown("/blog/", "entries")),
        ),
    ),
)
