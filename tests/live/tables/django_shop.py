from __future__ import annotations

from tests.live.scenario import GAVE_UP, App, Landing, Outcome, Scenario, done, get, post, refused, send, shown

VIEWS, ACCOUNTS, ORDERS = "django_shop/views.py", "django_shop/accounts/views.py", "django_shop/orders/views.py"
MIDDLEWARE, URLS, V1 = "django_shop/middleware.py", "django_shop/orders/urls.py", "django_shop/api/v1.py"
LINKS, GUARDS = "django_shop/links.py", "django_shop/accounts/guards.py"
LOGIN = post("/account/login", name="ada", password="engine")
NEW = post("/orders/new", product="tea", amount="2")
ORDER = {"product": "tea", "amount": 2}

MISTAKES = (
    Scenario(
        "a payment over plain HTTP",
        post("http://shop.example/orders/pay", reference="r1"),
        (MIDDLEWARE, "HttpResponsePermanentRedirect(secure)"),
        Outcome(301, refused("GET", "/orders/pay")),
        safe=Outcome(308, done("POST", "/orders/pay", "paid r1")),
    ),
    Scenario(
        "a page that moved for good",
        get("/terms.html"),
        (VIEWS, 'redirect("terms")'),
        Outcome(302, shown("/terms", "terms")),
        unsafe=Outcome(308, shown("/terms", "terms")),
    ),
    Scenario(
        "a page that the visitor names, kept for ever",
        get("/leave?next=/terms"),
        (VIEWS, 'HttpResponsePermanentRedirect(request.GET.get("next", "/"))'),
        Outcome(301, shown("/terms", "terms")),
        unsafe=Outcome(302, shown("/terms", "terms")),
    ),
    Scenario(
        "a page that leads to itself",
        get("/help"),
        (VIEWS, 'redirect("help")'),
        Outcome(302, Landing("GET", "/help", GAVE_UP)),
    ),
    Scenario(
        "a password that is sent again",
        post("/account/staff-login", name="ada", password="engine"),
        (ACCOUNTS, "preserve_request=True"),
        Outcome(307, refused("POST", "/account/profile", body=True)),
        safe=Outcome(303, shown("/account/profile", "profile of ada")),
    ),
    Scenario(
        "a registration that is kept for ever",
        post("/account/register", name="bob", password="builder"),
        (ACCOUNTS, "permanent=True"),
        Outcome(301, shown("/account/login", "sign in")),
        unsafe=Outcome(303, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a guard that does not guard",
        get("/account/history"),
        (ACCOUNTS, '\n        redirect("accounts:login")'),
        Outcome(200, shown("/account/history", "orders")),
        reads=(),
        unsafe=Outcome(302, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a status that redirect drops",
        post("/orders/express", product="tea"),
        (ORDERS, "status=303)  # expect"),
        Outcome(302, shown("/orders/*", "tea")),
        safe=Outcome(303, shown("/orders/*", "tea")),
        before=(LOGIN,),
    ),
    Scenario(
        "an order that is sent again",
        post("/orders/repeat", product="tea"),
        (ORDERS, '"orders:detail", number, preserve_request=True'),
        Outcome(307, done("POST", "/orders/*", "", 500)),
        unsafe=Outcome(303, shown("/orders/*", "tea")),
        before=(LOGIN,),
    ),
    Scenario(
        "a status without a Location",
        post("/orders/draft", product="tea"),
        (ORDERS, "HttpResponse(status=302)"),
        Outcome(302, Landing("POST", "/orders/draft", 302, body=True)),
    ),
    Scenario(
        "a positional status",
        get("/orders/review"),
        (ORDERS, 'reverse("orders:basket"), 303)'),
        Outcome(307, shown("/orders/basket", "basket")),
        safe=Outcome(303, shown("/orders/basket", "basket")),
    ),
    Scenario(
        "a status in the place of the content type",
        get("/orders/review"),
        (ORDERS, 'HttpResponse("", 302)'),
        Outcome(200, shown("/orders/review")),
        before=(post("/orders/queue", product="tea"),),
    ),
    Scenario(
        "a page that leads to a form's target",
        get("/orders/pay-now"),
        (ORDERS, 'def pay_now(request):\n    return redirect("orders:pay")'),
        Outcome(302, refused("GET", "/orders/pay")),
    ),
    Scenario(
        "a retired form",
        post("/orders/submit", reference="r2"),
        (ORDERS, '"orders:pay", permanent=True'),
        Outcome(301, refused("GET", "/orders/pay")),
        safe=Outcome(308, done("POST", "/orders/pay", "paid r2")),
    ),
    Scenario(
        "a call of the payment provider",
        post("/orders/callback", reference="r3"),
        (ORDERS, 'def callback(request):\n    return redirect("orders:pay")'),
        Outcome(302, refused("GET", "/orders/pay")),
        safe=Outcome(307, done("POST", "/orders/pay", "paid r3")),
    ),
    Scenario(
        "an order is deleted",
        send("DELETE", "/orders/1"),
        (ORDERS, 'store.ORDERS.pop(pk, None)\n        return redirect("orders:list")'),
        Outcome(302, refused("DELETE", "/orders/")),
        safe=Outcome(303, shown("/orders/", "orders")),
        before=(LOGIN,),
        others={"requests": shown("/orders/", "orders"), "httpx": shown("/orders/", "orders")},
    ),
    Scenario(
        "an old address with a number",
        get("/orders/show/1"),
        (URLS, 'RedirectView.as_view(pattern_name="orders:detail")'),
        Outcome(302, shown("/orders/1", "order 1")),
        before=(LOGIN, NEW, post("/orders/1", text="two teas")),
    ),
    Scenario(
        "an order by the first version of the API",
        send("POST", "/api/v1/orders", ORDER),
        (V1, 'orders")\n    return HttpResponsePermanentRedirect("/api/v2/orders")'),
        Outcome(301, shown("/api/v2/orders", "orders")),
        unsafe=Outcome(308, done("POST", "/api/v2/orders", "created order", 201)),
    ),
    Scenario(
        "a change by the first version of the API",
        send("PUT", "/api/v1/orders/1", ORDER),
        (V1, 'HttpResponsePermanentRedirect(reverse("v2-order", args=[pk]))'),
        Outcome(301, done("PUT", "/api/v2/orders/1", "replaced order 1")),
        safe=Outcome(308, done("PUT", "/api/v2/orders/1", "replaced order 1")),
        others={"requests": refused("PUT", "/api/v2/orders/1", status=500)},
    ),
)

RIGHT = (
    Scenario(
        "the preferred host by 308",
        post("https://www.shop.example/orders/pay", reference="r4"),
        (MIDDLEWARE, "status=308"),
        Outcome(308, done("POST", "/orders/pay", "paid r4")),
    ),
    Scenario(
        "the way in",
        get("/enter?next=/terms"),
        (VIEWS, "redirect(next_page(request))"),
        Outcome(302, shown("/terms", "terms")),
    ),
    Scenario(
        "a login",
        LOGIN,
        (ACCOUNTS, 'next_page(self.request, "accounts:profile")'),
        Outcome(302, shown("/account/profile", "profile of ada")),
    ),
    Scenario(
        "a login that fails",
        post("/account/login", name="ada", password="wrong"),
        (ACCOUNTS, 'wrong.")\n        return redirect("accounts:login")'),
        Outcome(302, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a staff login that fails",
        post("/account/staff-login", name="ada", password="wrong"),
        (ACCOUNTS, '\n    return redirect("accounts:login")'),
        Outcome(302, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a logout",
        post("/account/logout", now="1"),
        (ACCOUNTS, 'HttpResponseSeeOther("/")'),
        Outcome(303, shown("/", "welcome")),
    ),
    Scenario(
        "a guard",
        get("/account/profile"),
        (GUARDS, "HttpResponseRedirect(f"),
        Outcome(302, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a form of the framework",
        post("/account/rename", name="bob"),
        (ACCOUNTS, 'success_url = reverse_lazy("accounts:profile")'),
        Outcome(302, shown("/account/profile", "profile of bob")),
        before=(LOGIN,),
        reads=(),
    ),
    Scenario(
        "a cookie and back",
        post("/account/language", language="de"),
        (LINKS, "request.META.get"),
        Outcome(302, shown("/", "welcome")),
    ),
    Scenario(
        "an order",
        NEW,
        (ORDERS, "pk=number)"),
        Outcome(302, shown("/orders/*", "tea")),
        before=(LOGIN,),
    ),
    Scenario(
        "an order with a mistake",
        post("/orders/new", product="tea", amount="none"),
        (ORDERS, 'redirect("orders:create")'),
        Outcome(302, shown("/orders/new", "what would you like")),
    ),
    Scenario(
        "a Location that is set afterwards",
        post("/orders/queue", product="tea"),
        (ORDERS, "HttpResponse(status=303)"),
        Outcome(303, shown("/orders/basket", "basket: tea")),
    ),
    Scenario(
        "the newest order",
        get("/orders/latest"),
        (ORDERS, "pk=store.newest_order())"),
        Outcome(302, shown("/orders/*", "order")),
        before=(LOGIN, NEW),
    ),
    Scenario(
        "an order is changed",
        post("/orders/1", text="one tea"),
        (ORDERS, "HttpResponseRedirect(request.path)"),
        Outcome(302, shown("/orders/1", "one tea")),
        before=(LOGIN,),
    ),
    Scenario(
        "an order that is not there",
        get("/orders/9999"),
        (ORDERS, 'order.")\n            return redirect("orders:list")'),
        Outcome(302, shown("/orders/", "orders")),
        before=(LOGIN,),
    ),
    Scenario(
        "a retired form by 308",
        post("/orders/send", reference="r5"),
        (ORDERS, "status=308"),
        Outcome(308, done("POST", "/orders/pay", "paid r5")),
    ),
    Scenario(
        "a call that is passed on",
        post("/orders/webhook", reference="r6"),
        (ORDERS, '"orders:pay", preserve_request=True'),
        Outcome(307, done("POST", "/orders/pay", "paid r6")),
    ),
    Scenario(
        "the button that pays",
        post("/orders/form", button="pay", reference="r7"),
        (ORDERS, "status=307"),
        Outcome(307, done("POST", "/orders/pay", "paid r7")),
    ),
    Scenario(
        "the button that clears",
        post("/orders/form", button="clear"),
        (ORDERS, 'HttpResponseSeeOther(reverse("orders:basket"))'),
        Outcome(303, shown("/orders/basket", "empty")),
    ),
    Scenario(
        "the old list",
        get("/orders/all"),
        (URLS, 'pattern_name="orders:list", permanent=True'),
        Outcome(301, shown("/orders/", "orders")),
    ),
    Scenario(
        "the orders by the first version of the API",
        get("/api/v1/orders"),
        (V1, 'GET":\n        return HttpResponsePermanentRedirect("/api/v2/orders")'),
        Outcome(301, shown("/api/v2/orders", "orders")),
    ),
    Scenario(
        "a cancellation by the first version of the API",
        send("DELETE", "/api/v1/orders/9"),
        (V1, "preserve_request=True"),
        Outcome(308, done("DELETE", "/api/v2/orders/9", "cancelled order 9", body=False)),
    ),
)

APP = App("shop", "django", "django_shop.settings", MISTAKES + RIGHT, ("browser", "requests", "httpx"))
