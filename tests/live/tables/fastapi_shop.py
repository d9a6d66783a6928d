from __future__ import annotations

from tests.live.scenario import GAVE_UP, App, Landing, Outcome, Scenario, done, get, post, refused, send, shown

ACCOUNTS, ORDERS, CHECKOUT, PAGES, V1 = (
    f"fastapi_shop/routers/{name}.py" for name in ("accounts", "orders", "checkout", "catalogue", "v1")
)
MIDDLEWARE, ERRORS, DEPENDENCIES = (f"fastapi_shop/{name}.py" for name in ("middleware", "errors", "dependencies"))
LOGIN = post("/account/login", name="ada", password="engine")
ORDER = {"product": "tea", "amount": 2}
LIST = shown("/orders", "orders")

MISTAKES = (
    Scenario(
        "a payment over plain HTTP",
        post("http://shop.example/checkout/pay", reference="r1"),
        (MIDDLEWARE, "status_code=301"),
        Outcome(301, refused("GET", "/checkout/pay")),
        safe=Outcome(308, done("POST", "/checkout/pay", "paid r1")),
    ),
    Scenario(
        "a form of somebody who is not signed in",
        post("/account/rename", name="bob"),
        (ERRORS, 'RedirectResponse("/account/login")'),
        Outcome(307, done("POST", "/account/login", "", 422)),
        unsafe=Outcome(303, shown("/account/login", "sign in")),
    ),
    Scenario(
        "an offer of somebody who is not signed in",
        post("/orders/offers", text="tea"),
        (DEPENDENCIES, "status_code=307"),
        Outcome(307, done("POST", "/account/login", "", 422)),
        unsafe=Outcome(303, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a guard that nobody listens to",
        get("/account/office"),
        (DEPENDENCIES, 'RedirectResponse("/account/login", status_code=303)'),
        Outcome(200, shown("/account/office", "office")),
        reads=(None,),
    ),
    Scenario(
        "a page that moved for good",
        get("/item/1"),
        (PAGES, 'f"/products/{number}", status_code=302'),
        Outcome(302, shown("/products/1", "tea")),
        unsafe=Outcome(308, shown("/products/1", "tea")),
    ),
    Scenario(
        "a page that the visitor names, kept for ever",
        get("/leave?next=/products"),
        (PAGES, "status_code=308"),
        Outcome(308, shown("/products", "tea")),
        unsafe=Outcome(307, shown("/products", "tea")),
    ),
    Scenario(
        "a page that leads to itself",
        get("/help"),
        (PAGES, 'request.url_for("help_page")'),
        Outcome(307, Landing("GET", "/help", GAVE_UP)),
    ),
    Scenario(
        "a password that is sent again",
        LOGIN,
        (ACCOUNTS, 'RedirectResponse("/account/profile")'),
        Outcome(307, refused("POST", "/account/profile", body=True)),
        safe=Outcome(303, shown("/account/profile", "profile of ada")),
    ),
    Scenario(
        "a registration that is kept for ever",
        post("/account/register", name="bob", password="builder"),
        (ACCOUNTS, "status_code=301"),
        Outcome(301, shown("/account/login", "sign in")),
        unsafe=Outcome(303, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a guard that does not guard",
        get("/account/history"),
        (ACCOUNTS, 'RedirectResponse("/account/login")'),
        Outcome(200, shown("/account/history", "orders")),
        reads=(),
        unsafe=Outcome(307, shown("/account/login", "sign in")),
    ),
    Scenario(
        "an order that is sent again",
        post("/orders/form", product="tea", amount="2"),
        (ORDERS, '(product, amount)\n    return RedirectResponse(f"/orders/{number}")'),
        Outcome(307, refused("POST", "/orders/*", body=True)),
        Outcome(303, shown("/orders/*", "2 x tea")),
    ),
    Scenario(
        "a status of the decorator that is not sent",
        post("/orders/express", product="tea"),
        (ORDERS, '(product, 1)\n    return RedirectResponse(f"/orders/{number}")'),
        Outcome(307, refused("POST", "/orders/*", body=True)),
        safe=Outcome(303, shown("/orders/*", "1 x tea")),
    ),
    Scenario(
        "an order that is sent again by a response class",
        post("/orders/shorter", product="tea"),
        (ORDERS, '"/shorter", response_class=RedirectResponse)'),
        Outcome(307, refused("POST", "/orders/*", body=True)),
        Outcome(303, shown("/orders/*", "1 x tea")),
    ),
    Scenario(
        "a status without a Location",
        post("/orders/draft", product="tea"),
        (ORDERS, "Response(status_code=302)"),
        Outcome(302, Landing("POST", "/orders/draft", 302, body=True)),
    ),
    Scenario(
        "an order is deleted",
        send("DELETE", "/orders/1"),
        (ORDERS, 'RedirectResponse("/orders", status_code=302)'),
        Outcome(302, refused("DELETE", "/orders")),
        safe=Outcome(303, LIST),
        others={"requests": LIST, "httpx": LIST},
    ),
    Scenario(
        "the items of an order are deleted",
        send("DELETE", "/orders/1/items"),
        (ORDERS, '/items", response_class=RedirectResponse)'),
        Outcome(307, refused("DELETE", "/orders")),
        safe=Outcome(303, LIST),
    ),
    Scenario(
        "the notes of an order are deleted",
        send("DELETE", "/orders/1/notes"),
        (ORDERS, '/notes", response_class=RedirectResponse, status_code=302)'),
        Outcome(302, refused("DELETE", "/orders")),
        safe=Outcome(303, LIST),
        others={"requests": LIST, "httpx": LIST},
    ),
    Scenario(
        "a call of the payment provider",
        send("POST", "/checkout/callback", {"reference": "r3"}),
        (CHECKOUT, "status_code=302"),
        Outcome(302, refused("GET", "/checkout/notifications")),
        safe=Outcome(307, done("POST", "/checkout/notifications", "booked r3")),
    ),
    Scenario(
        "a retired form",
        post("/checkout/send", reference="r4"),
        (CHECKOUT, "status_code=301"),
        Outcome(301, refused("GET", "/checkout/pay")),
        safe=Outcome(308, done("POST", "/checkout/pay", "paid r4")),
    ),
    Scenario(
        "a form that moved for good",
        post("/checkout/submit", reference="r5"),
        (CHECKOUT, 'pay."""\n    return RedirectResponse("/checkout/pay")'),
        Outcome(307, done("POST", "/checkout/pay", "paid r5")),
        unsafe=Outcome(308, done("POST", "/checkout/pay", "paid r5")),
    ),
    Scenario(
        "a page that leads to a form's target",
        get("/checkout/now"),
        (CHECKOUT, 'now():\n    return RedirectResponse("/checkout/pay")'),
        Outcome(307, refused("GET", "/checkout/pay")),
    ),
    Scenario(
        "an order by the first version of the API",
        send("POST", "/api/v1/orders", ORDER),
        (V1, 'create_order():\n    return RedirectResponse("/api/v2/orders", status_code=301)'),
        Outcome(301, shown("/api/v2/orders", "orders")),
        unsafe=Outcome(308, done("POST", "/api/v2/orders", "created order", 201)),
    ),
    Scenario(
        "a change by the first version of the API",
        send("PUT", "/api/v1/orders/1", ORDER),
        (V1, 'f"/api/v2/orders/{number}", status_code=301'),
        Outcome(301, done("PUT", "/api/v2/orders/1", "replaced order 1")),
        safe=Outcome(308, done("PUT", "/api/v2/orders/1", "replaced order 1")),
        others={"requests": refused("PUT", "/api/v2/orders/1", status=422)},
    ),
)

RIGHT = (
    Scenario(
        "the preferred host by 308",
        post("https://www.shop.example/checkout/pay", reference="r6"),
        (MIDDLEWARE, "status_code=308"),
        Outcome(308, done("POST", "/checkout/pay", "paid r6")),
    ),
    Scenario(
        "a page of somebody who is not signed in",
        get("/account/favourites"),
        (DEPENDENCIES, "HTTP_303_SEE_OTHER"),
        Outcome(303, shown("/account/login", "sign in")),
    ),
    Scenario(
        "the catalogue",
        get("/catalogue"),
        (PAGES, "HTTP_301_MOVED_PERMANENTLY"),
        Outcome(301, shown("/products", "tea")),
    ),
    Scenario(
        "the newest product",
        get("/latest"),
        (PAGES, '"/latest", response_class=RedirectResponse'),
        Outcome(307, shown("/products/3", "soap")),
    ),
    Scenario(
        "the documentation",
        get("/docs.html"),
        (PAGES, "response_class=RedirectResponse, status_code=302"),
        Outcome(302, shown("/products", "tea")),
    ),
    Scenario(
        "the way in", get("/enter?next=/products"), (PAGES, "RedirectResponse(next)"), Outcome(307, shown("/products"))
    ),
    Scenario("a search", post("/search", q="tea"), (PAGES, "status_code=303"), Outcome(303, shown("/products", "tea"))),
    Scenario(
        "a form and back",
        post("/feedback", text="fine"),
        (PAGES, "HTTP_303_SEE_OTHER"),
        Outcome(303, shown("/", "welcome")),
    ),
    Scenario(
        "a login that fails",
        post("/account/login", name="ada", password="wrong"),
        (ACCOUNTS, "?failed=1"),
        Outcome(303, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a logout",
        post("/account/logout", now="1"),
        (ACCOUNTS, 'RedirectResponse("/", status_code=303)'),
        Outcome(303, shown("/", "welcome")),
    ),
    Scenario(
        "a form of a member",
        post("/account/rename", name="bob"),
        (ACCOUNTS, 'RedirectResponse("/account/profile", 303)'),
        Outcome(303, shown("/account/profile", "profile of bob")),
        before=(LOGIN,),
    ),
    Scenario(
        "an order",
        post("/orders/new", product="tea", amount="2"),
        (ORDERS, 'amount)\n    return RedirectResponse(f"/orders/{number}", status_code=303)'),
        Outcome(303, shown("/orders/*", "2 x tea")),
    ),
    Scenario(
        "an order by a response class",
        post("/orders/short", product="tea"),
        (ORDERS, "response_class=RedirectResponse, status_code=303"),
        Outcome(303, shown("/orders/*", "1 x tea")),
    ),
    Scenario(
        "a gift by a response class",
        post("/orders/gift", product="tea"),
        (ORDERS, '"/gift", response_class=RedirectResponse, status_code=302'),
        Outcome(302, shown("/orders/*", "1 x tea")),
    ),
    Scenario(
        "a status of the injected response",
        post("/orders/queue", product="tea"),
        (ORDERS, "response.status_code = 303"),
        Outcome(303, LIST),
    ),
    Scenario(
        "an order is changed",
        post("/orders/1", text="one tea")._replace(method="PUT"),
        (ORDERS, 'text\n    return RedirectResponse(f"/orders/{number}", status_code=303)'),
        Outcome(303, shown("/orders/1", "one tea")),
    ),
    Scenario(
        "a call that is passed on",
        send("POST", "/checkout/webhook", {"reference": "r7"}),
        (CHECKOUT, 'RedirectResponse("/checkout/notifications")'),
        Outcome(307, done("POST", "/checkout/notifications", "booked r7")),
    ),
    Scenario(
        "a retired form by 308",
        post("/checkout/transmit", reference="r8"),
        (CHECKOUT, "status_code=308"),
        Outcome(308, done("POST", "/checkout/pay", "paid r8")),
    ),
    Scenario(
        "the button that pays",
        post("/checkout/buttons", button="pay", reference="r9"),
        (CHECKOUT, "status_code=307"),
        Outcome(307, done("POST", "/checkout/pay", "paid r9")),
    ),
    Scenario(
        "the button that clears",
        post("/checkout/buttons", button="clear"),
        (CHECKOUT, "status_code=303"),
        Outcome(303, LIST),
    ),
    Scenario(
        "the orders by the first version of the API",
        get("/api/v1/orders"),
        (V1, 'list_orders():\n    return RedirectResponse("/api/v2/orders", status_code=301)'),
        Outcome(301, shown("/api/v2/orders", "orders")),
    ),
    Scenario(
        "a cancellation by the first version of the API",
        send("DELETE", "/api/v1/orders/9"),
        (V1, "status_code=308"),
        Outcome(308, done("DELETE", "/api/v2/orders/9", "cancelled order 9", body=False)),
    ),
)

APP = App("shop", "fastapi", "fastapi_shop:create_app()", MISTAKES + RIGHT, ("browser", "requests", "httpx"))
