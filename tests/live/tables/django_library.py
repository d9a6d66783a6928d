from __future__ import annotations

from tests.live.scenario import App, Outcome, Scenario, done, get, post, refused, send, shown

LOANS, MIDDLEWARE, VIEWS = "library/loans/views.py", "library/middleware.py", "library/views.py"
SIGN_IN = post("/loans/sign-in", card="7")

APP = App(
    "django/library",
    "django",
    "library.settings",
    (
        Scenario(
            "a request to the machine that moves",
            post("https://one.library.example/loans/borrow", title="Emma"),
            (MIDDLEWARE, "HttpResponseRedirect(f"),
            Outcome(302, refused("GET", "/loans/borrow")),
            safe=Outcome(307, shown("/loans/", "Emma")),
        ),
        Scenario(
            "a loan that is sent again",
            post("/loans/take", title="Emma"),
            (LOANS, "Again(reverse"),
            Outcome(307, refused("POST", "/loans/", body=True)),
            safe=Outcome(303, shown("/loans/", "Emma")),
        ),
        Scenario(
            "an extension that is kept for ever",
            post("/loans/extend", title="Emma"),
            (LOANS, "permanent=True"),
            Outcome(301, shown("/loans/1", "loan Emma")),
            safe=Outcome(303, shown("/loans/1", "loan Emma")),
        ),
        Scenario(
            "a book is given back",
            post("/loans/return", number="9"),
            (LOANS, 'redirect("loans:hand-in")'),
            Outcome(302, refused("GET", "/loans/hand-in")),
            safe=Outcome(307, done("POST", "/loans/hand-in", "thank you")),
        ),
        Scenario(
            "a loan is deleted",
            send("DELETE", "/loans/8"),
            (LOANS, 'pop(number, None)\n        return redirect("loans:list")'),
            Outcome(302, refused("DELETE", "/loans/")),
            safe=Outcome(303, shown("/loans/", "loans")),
        ),
        Scenario(
            "a loan",
            post("/loans/borrow", title="Momo"),
            (LOANS, "SeeOther(reverse"),
            Outcome(303, shown("/loans/", "Momo")),
        ),
        Scenario(
            "a sign-in",
            SIGN_IN,
            (LOANS, '"card"]\n    return redirect("loans:list")'),
            Outcome(302, shown("/loans/", "loans")),
        ),
        Scenario(
            "no extension",
            get("/loans/extend"),
            (LOANS, 'permanent=True)  # expect: RDR204\n    return redirect("loans:list")'),
            Outcome(302, shown("/loans/", "loans")),
        ),
        Scenario(
            "a loan is changed",
            send("PUT", "/loans/1", "Emma"),
            (LOANS, "status=303"),
            Outcome(303, shown("/loans/1", "Emma")),
        ),
        Scenario(
            "an old address",
            get("/lend/1"),
            (VIEWS, "class OldLoan(RedirectView)"),
            Outcome(301, shown("/loans/1", "Emma")),
        ),
        Scenario(
            "a door for strangers",
            get("/door"),
            (VIEWS, "class Door(RedirectView)"),
            Outcome(302, shown("/", "library")),
        ),
        Scenario(
            "a door for readers",
            get("/door"),
            (VIEWS, "class Door(RedirectView)"),
            Outcome(302, shown("/loans/", "loans")),
            before=(SIGN_IN,),
        ),
        Scenario(
            "a window for strangers",
            get("/window"),
            (VIEWS, 'redirect("loans:sign-in")'),
            Outcome(302, shown("/loans/sign-in", "sign in")),
        ),
    ),
)
