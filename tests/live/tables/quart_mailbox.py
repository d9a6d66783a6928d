from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, post, refused, send, shown

SITE = "mailbox.py"

APP = App(
    "quart/mailbox",
    "quart",
    "mailbox:app",
    (
        Scenario(
            "a delivery over plain HTTP",
            post("http://shop.example/deliveries", text="hi"),
            (SITE, "1), 301)"),
            Outcome(301, refused("GET", "/deliveries")),
            safe=Outcome(308, done("POST", "/deliveries", "delivered")),
        ),
        Scenario(
            "a postcard that is sent again",
            post("/postcards", text="hi"),
            (SITE, '"inbox"), 307'),
            Outcome(307, refused("POST", "/inbox", body=True)),
            safe=Outcome(303, shown("/inbox", "letters")),
        ),
        Scenario(
            "a parcel",
            post("/parcels", text="hi"),
            (SITE, '"deliver"))'),
            Outcome(302, refused("GET", "/deliveries")),
            safe=Outcome(307, done("POST", "/deliveries", "delivered")),
        ),
        Scenario(
            "a folder is deleted",
            send("DELETE", "/folder"),
            (SITE, 'redirect(url_for("inbox"))'),
            Outcome(302, refused("DELETE", "/inbox")),
            safe=Outcome(303, shown("/inbox", "letters")),
        ),
        Scenario(
            "a letter",
            post("/letters", text="hi"),
            (SITE, 'return redirect(url_for("letters"))'),
            Outcome(302, shown("/letters", "hi")),
        ),
        Scenario(
            "a draft", post("/drafts", text="hi"), (SITE, "make_response(redirect("), Outcome(303, shown("/letters"))
        ),
    ),
)
