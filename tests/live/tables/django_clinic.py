from __future__ import annotations

from tests.live.scenario import App, Ask, Landing, Outcome, Scenario, get, post, refused, send, shown

VISITS, PATIENTS, MIDDLEWARE = "clinic/visits/views.py", "clinic/patients/views.py", "clinic/web/middleware.py"

APP = App(
    "django/clinic",
    "django",
    "clinic.settings",
    (
        Scenario(
            "another host",
            post("https://www.clinic.example/visits/book/", day="friday"),
            (MIDDLEWARE, "HttpResponsePermanentRedirect(target)"),
            Outcome(301, refused("GET", "/visits/book/")),
            safe=Outcome(308, shown("/visits/*/", "visit on friday")),
        ),
        Scenario(
            "an old address",
            post("/appointments/book/", day="friday"),
            (MIDDLEWARE, "status=308"),
            Outcome(308, shown("/visits/*/", "visit on friday")),
        ),
        Scenario(
            "a visit",
            post("/visits/book/", day="friday"),
            (
                VISITS,
                'agenda.add(request.POST["day"])\n    return ClinicRedirect(reverse("visits:visit", args=[number]))',
            ),
            Outcome(303, shown("/visits/*/", "visit on friday")),
        ),
        Scenario(
            "the form of last year",
            post("/visits/reserve/", day="friday"),
            (VISITS, '"visits:book"'),
            Outcome(302, refused("GET", "/visits/book/")),
        ),
        Scenario(
            "a visit is cancelled",
            post("/visits/7/cancel/", why="rain"),
            ("clinic/web/http.py", "Again(resolve_url(name, *args))"),
            Outcome(307, refused("POST", "/visits/", body=True)),
        ),
        Scenario(
            "a visit is removed",
            send("DELETE", "/visits/7/remove/"),
            (VISITS, 'to_page("visits:list")'),
            Outcome(302, refused("DELETE", "/visits/")),
        ),
        Scenario(
            "a visit is removed by a form",
            post("/visits/7/remove/", why="rain"),
            (VISITS, "permanent=True"),
            Outcome(301, shown("/visits/")),
        ),
        Scenario(
            "a visit on another day",
            post("/visits/7/", day="sunday"),
            (VISITS, "code=302"),
            Outcome(302, shown("/visits/*/", "visit on sunday")),
        ),
        Scenario(
            "a stranger moves a visit",
            post("/visits/7/move/", day="sunday"),
            ("clinic/web/mixins.py", "status=307"),
            Outcome(307, shown("/sign-in/", "which nurse?")),
            unsafe=Outcome(303, shown("/sign-in/", "which nurse?")),
        ),
        Scenario(
            "a nurse moves a visit",
            post("/visits/7/move/", day="sunday"),
            (VISITS, 'SeeOther(reverse("visits:visit", args=[number]))'),
            Outcome(303, shown("/visits/*/", "visit on sunday")),
            before=(post("/sign-in/", nurse="ada", pin="1234"),),
        ),
        Scenario(
            "a visit is put off",
            Ask("PUT", "/visits/7/move/", form={"day": "x"}),
            (VISITS, "code=307"),
            Outcome(307, refused("PUT", "/visits/*/", body=True)),
            safe=Outcome(303, shown("/visits/*/", "visit on later")),
            before=(post("/sign-in/", nurse="ada", pin="1234"),),
        ),
        Scenario(
            "a patient",
            post("/patients/register/", name="eve"),
            (PATIENTS, 'redirect("card", name=form'),
            Outcome(302, shown("/patients/eve/", "eve: new")),
        ),
        Scenario(
            "a patient without a name",
            post("/patients/register/", name=""),
            (PATIENTS, "self.request.path, status=307"),
            Outcome(307, Landing("POST", "/patients/register/", 0, body=True)),
            safe=Outcome(303, shown("/patients/register/", "who is it?")),
        ),
        Scenario(
            "a file",
            post("/patients/eve/files/", file="x"),
            (PATIENTS, ", 303)"),
            Outcome(307, refused("POST", "/patients/eve/", body=True)),
            safe=Outcome(303, shown("/patients/eve/", "eve: x")),
        ),
        Scenario(
            "a note",
            post("/patients/eve/note/", text="x"),
            (PATIENTS, '"/patients/%s/" % name'),
            Outcome(302, shown("/patients/eve/", "eve: x")),
        ),
        Scenario(
            "a letter",
            get("/patients/zoe/letter/"),
            (PATIENTS, "HttpResponse(status=302)"),
            Outcome(302, shown("/patients/zoe/letter/", status=302)),
        ),
        Scenario(
            "the old list of doctors",
            get("/doctors-old/"),
            ("clinic/urls.py", 'url="/doctors/"'),
            Outcome(302, shown("/doctors/", "doctors")),
        ),
    ),
)
