from __future__ import annotations

from tests.live.scenario import App, Ask, Landing, Outcome, Scenario, done, get, post, refused, send, shown

GUARDS, ACCOUNTS, LOANS, V1, V2 = (
    "src/lender/guards.py",
    "src/lender/web/accounts.py",
    "src/lender/web/loans.py",
    "src/lender/api/v1.py",
    "src/lender/api/v2.py",
)

APP = App(
    "fastapi/lender",
    "fastapi",
    "serve:app",
    (
        Scenario(
            "a form over HTTP",
            post("http://shop.example/sign-in", name="ada", password="money"),
            ("src/lender/middleware.py", "301)"),
            Outcome(301, shown("/sign-in", "who are you?")),
            safe=Outcome(308, shown("/account", "account of ada")),
        ),
        Scenario(
            "a guest renames an account",
            post("/account/name", new="eve"),
            ("src/lender/problems.py", '"sign_in_form"'),
            Outcome(307, done("POST", "/sign-in", "", 422)),
            unsafe=Outcome(303, shown("/sign-in", "who are you?")),
        ),
        Scenario(
            "a wrong password",
            post("/sign-in", name="ada", password="no"),
            (ACCOUNTS, '"/sign-in?failed=1"'),
            Outcome(307, Landing("POST", "/sign-in", 0, body=True)),
            unsafe=Outcome(303, shown("/sign-in", "who are you?")),
        ),
        Scenario(
            "an account",
            post("/sign-in", name="ada", password="money"),
            (ACCOUNTS, 'See("/account")'),
            Outcome(303, shown("/account", "account of ada")),
        ),
        Scenario(
            "a customer leaves",
            post("/sign-out", now="1"),
            (ACCOUNTS, '"front"))'),
            Outcome(307, refused("POST", "/", body=True)),
            safe=Outcome(303, shown("/", "the lender")),
            before=(post("/sign-in", name="ada", password="money"),),
        ),
        Scenario(
            "an account is closed",
            post("/account/close", now="1"),
            (ACCOUNTS, "status=308"),
            Outcome(308, refused("POST", "/", body=True)),
            safe=Outcome(303, shown("/", "the lender")),
            before=(post("/sign-in", name="ada", password="money"),),
        ),
        Scenario(
            "another name by an old form",
            post("/account/rename", new="eve"),
            (ACCOUNTS, "status=307"),
            Outcome(307, shown("/account", "account of eve")),
            before=(post("/sign-in", name="ada", password="money"),),
        ),
        Scenario(
            "a loan for a child",
            post("/loans/", amount="5"),
            (GUARDS, '"/too-young"'),
            Outcome(303, shown("/too-young", "come back later")),
        ),
        Scenario(
            "a loan is changed",
            Ask("PUT", "/loans/1", form={"amount": "7"}),
            (LOANS, '"listing"), status_code=302'),
            Outcome(302, refused("PUT", "/", body=True)),
            safe=Outcome(303, shown("/", "the lender")),
        ),
        Scenario(
            "a loan is paid back",
            send("DELETE", "/loans/1"),
            (LOANS, 'return RedirectResponse("/loans/")'),
            Outcome(307, refused("DELETE", "/loans/")),
            safe=Outcome(303, shown("/loans/")),
        ),
        Scenario(
            "a loan that is not there",
            post("/loans/9/extend", amount="5"),
            ("src/lender/problems.py", "error.where"),
            Outcome(303, shown("/loans/")),
        ),
        Scenario(
            "a loan by an old form",
            post("/loans/9/prolong", amount="5"),
            (LOANS, '"extend", number=number'),
            Outcome(302, refused("GET", "/loans/9/extend")),
            safe=Outcome(307, shown("/loans/")),
        ),
        Scenario(
            "the old conditions",
            get("/conditions"),
            ("src/lender/web/plain.py", "status_code=301"),
            Outcome(301, shown("/terms", "terms")),
        ),
        Scenario(
            "older conditions",
            get("/agb"),
            ("src/lender/web/plain.py", "status_code=302"),
            Outcome(302, shown("/terms", "terms")),
            unsafe=Outcome(308, shown("/terms", "terms")),
        ),
        Scenario(
            "a rate of last year",
            send("POST", "/api/v1/rates", {"house": 2.5}),
            (V1, '"/api/v2/rates", status_code=301'),
            Outcome(301, refused("GET", "/api/v2/rates")),
            safe=Outcome(308, done("POST", "/api/v2/rates", "")),
        ),
        Scenario(
            "a rate",
            send("PUT", "/api/v2/rates/house", {"rate": 2.0}),
            (V2, "status.HTTP_303_SEE_OTHER"),
            Outcome(303, shown("/api/v2/rates/house")),
        ),
        Scenario(
            "a guest resets the rates",
            post("/api/v2/rates/reset", now="1"),
            (GUARDS, "307, headers"),
            Outcome(307, done("POST", "/sign-in", "", 422)),
            unsafe=Outcome(303, shown("/sign-in", "who are you?")),
        ),
    ),
)
