from __future__ import annotations

from tests.live.scenario import GAVE_UP, App, Landing, Outcome, Scenario, done, get, post, refused, send, shown

HOOKS, PAGES, ACCOUNTS = "flask_shop/hooks.py", "flask_shop/pages.py", "flask_shop/accounts.py"
CART, CHECKOUT, LINKS = "flask_shop/cart.py", "flask_shop/checkout.py", "flask_shop/links.py"
V1 = "flask_shop/api/v1.py"
LOGIN = post("/account/login", name="ada", password="engine")
ORDER = {"product": "tea", "amount": 2}

MISTAKES = (
    Scenario(
        "a payment over plain HTTP",
        post("http://shop.example/checkout/pay", amount="3"),
        (HOOKS, "code=301"),
        Outcome(301, refused("GET", "/checkout/pay")),
        safe=Outcome(308, done("POST", "/checkout/pay", "paid order")),
    ),
    Scenario(
        "a payment to another host name",
        post("https://shop.shop.example/checkout/pay", amount="3"),
        (HOOKS, "1), 301)"),
        Outcome(301, refused("GET", "/checkout/pay")),
        safe=Outcome(308, done("POST", "/checkout/pay", "paid order")),
    ),
    Scenario(
        "a page that moved for good",
        get("/item/1"),
        (PAGES, 'redirect(url_for("pages.product", number=number))'),
        Outcome(302, shown("/products/1", "tea")),
        unsafe=Outcome(308, shown("/products/1", "tea")),
    ),
    Scenario(
        "a random page, kept for ever",
        get("/offer"),
        (PAGES, "code=308"),
        Outcome(308, shown("/products/*")),
        unsafe=Outcome(307, shown("/products/*")),
    ),
    Scenario(
        "a page that the visitor names, kept for ever",
        get("/leave?next=/products"),
        (PAGES, 'request.args.get("next", "/"), code=301'),
        Outcome(301, shown("/products", "tea")),
        unsafe=Outcome(302, shown("/products", "tea")),
    ),
    Scenario(
        "a page that leads to itself",
        get("/help"),
        (PAGES, "pages.help_page"),
        Outcome(302, Landing("GET", "/help", GAVE_UP)),
    ),
    Scenario(
        "a password that is sent again after it was wrong",
        post("/account/staff-login", name="ada", password="wrong", next="/"),
        (ACCOUNTS, 'url_for("accounts.login"), code=307'),
        Outcome(307, shown("/account/login", "sign in")),
        unsafe=Outcome(303, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a password that is sent again",
        post("/account/staff-login", name="ada", password="engine"),
        (ACCOUNTS, 'url_for("accounts.profile"), code=307'),
        Outcome(307, refused("POST", "/account/profile", body=True)),
        safe=Outcome(303, shown("/account/profile", "profile of ada")),
    ),
    Scenario(
        "a registration that is kept for ever",
        post("/account/register", name="bob", password="builder"),
        (ACCOUNTS, "code=301"),
        Outcome(301, shown("/account/login", "sign in")),
        unsafe=Outcome(303, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a guard that does not guard",
        get("/account/orders"),
        (ACCOUNTS, "\n        redirect("),
        Outcome(200, shown("/account/orders", "orders")),
        reads=(),
        unsafe=Outcome(302, shown("/account/login", "sign in")),
    ),
    Scenario(
        "an abort that is no redirect",
        get("/account/staff"),
        (ACCOUNTS, "abort(302)"),
        Outcome(500, shown("/account/staff", status=500)),
    ),
    Scenario(
        "a status of None",
        get("/account/settings"),
        (ACCOUNTS, "code=None"),
        Outcome(200, shown("/account/settings")),
        before=(LOGIN,),
    ),
    Scenario(
        "an address is deleted",
        send("DELETE", "/account/addresses/1"),
        (ACCOUNTS, 'redirect(url_for("accounts.addresses"))'),
        Outcome(302, refused("DELETE", "/account/addresses")),
        safe=Outcome(303, shown("/account/addresses", "addresses")),
        others={
            "requests": shown("/account/addresses", "addresses"),
            "httpx": shown("/account/addresses", "addresses"),
        },
    ),
    Scenario(
        "a status without a Location",
        post("/cart/save", product="1"),
        (CART, 'return "", 302'),
        Outcome(302, Landing("POST", "/cart/save", 302, body=True)),
    ),
    Scenario(
        "a call of the payment provider",
        send("POST", "/checkout/callback", {"reference": "r1"}),
        (CHECKOUT, 'redirect(url_for(".notification"))'),
        Outcome(302, refused("GET", "/checkout/notifications")),
        safe=Outcome(307, done("POST", "/checkout/notifications", "booked r1")),
    ),
    Scenario(
        "a retired form",
        post("/checkout/send", amount="3"),
        (CHECKOUT, 'url_for(".pay"), code=301'),
        Outcome(301, refused("GET", "/checkout/pay")),
        safe=Outcome(308, done("POST", "/checkout/pay", "paid order")),
    ),
    Scenario(
        "an order that is sent again",
        post("/checkout/place", product="tea", amount="2"),
        (CHECKOUT, "number=number), code=307"),
        Outcome(307, refused("POST", "/checkout/confirmation/*", body=True)),
        safe=Outcome(303, shown("/checkout/confirmation/*", "thank you")),
    ),
    Scenario(
        "a page that leads to a form's target",
        get("/checkout/now"),
        (CHECKOUT, 'redirect(url_for(".pay"))'),
        Outcome(302, refused("GET", "/checkout/pay")),
    ),
    Scenario(
        "an order by the first version of the API",
        send("POST", "/api/v1/orders", ORDER),
        (V1, 'def create_order():\n    return redirect("/api/v2/orders", code=301)'),
        Outcome(301, shown("/api/v2/orders", "orders")),
        unsafe=Outcome(308, done("POST", "/api/v2/orders", "created order", 201)),
    ),
    Scenario(
        "a change by the first version of the API",
        send("PUT", "/api/v1/orders/1", ORDER),
        (V1, 'url_for("api.v2.replace_order", number=number), code=301'),
        Outcome(301, done("PUT", "/api/v2/orders/1", "replaced order 1")),
        safe=Outcome(308, done("PUT", "/api/v2/orders/1", "replaced order 1")),
        others={"requests": refused("PUT", "/api/v2/orders/1", status=415)},
    ),
)

RIGHT = (
    Scenario(
        "the preferred host by 308",
        post("https://www.shop.example/checkout/pay", amount="3"),
        (HOOKS, "code=308"),
        Outcome(308, done("POST", "/checkout/pay", "paid order")),
    ),
    Scenario(
        "the catalogue",
        get("/catalogue"),
        (PAGES, 'too.\n    return redirect(url_for("pages.products"), code=301)'),
        Outcome(301, shown("/products", "tea")),
    ),
    Scenario(
        "the newest product", get("/latest"), (PAGES, "newest_product()"), Outcome(302, shown("/products/3", "soap"))
    ),
    Scenario(
        "a search", post("/search", q="tea"), (PAGES, 'q=request.form["q"]'), Outcome(302, shown("/products", "tea"))
    ),
    Scenario(
        "the way in",
        get("/enter?next=/products"),
        (PAGES, "redirect(next_page())"),
        Outcome(302, shown("/products", "tea")),
    ),
    Scenario(
        "a random product",
        get("/surprise"),
        (PAGES, "surprise():\n    return redirect("),
        Outcome(302, shown("/products/*")),
    ),
    Scenario(
        "something that is not sold",
        post("/cart/add", product="9"),
        (CART, 'sell that.")\n        return redirect('),
        Outcome(302, shown("/cart")),
    ),
    Scenario(
        "paying again",
        post("/checkout/again", amount="3"),
        (CHECKOUT, 'POST":\n        return redirect(url_for(".pay"), code=307)'),
        Outcome(307, done("POST", "/checkout/pay", "paid order")),
    ),
    Scenario(
        "not paying again",
        get("/checkout/again"),
        (CHECKOUT, 'redirect(url_for("cart.show"))'),
        Outcome(302, shown("/cart")),
    ),
    Scenario(
        "a login of somebody who is signed in",
        get("/account/login?next=/products"),
        (ACCOUNTS, "redirect(next_page())"),
        Outcome(302, shown("/products", "tea")),
        before=(LOGIN,),
    ),
    Scenario(
        "the orders by the first version of the API",
        get("/api/v1/orders"),
        (V1, 'list_orders():\n    return redirect("/api/v2/orders", code=301)'),
        Outcome(301, shown("/api/v2/orders", "orders")),
    ),
    Scenario(
        "a cookie and back",
        post("/currency", currency="EUR"),
        (LINKS, "redirect(request.referrer"),
        Outcome(302, shown("/", "welcome")),
    ),
    Scenario(
        "a form that shows itself again",
        post("/feedback", text="fine"),
        (PAGES, "redirect(request.url)"),
        Outcome(302, shown("/feedback", "tell us")),
    ),
    Scenario(
        "a login",
        LOGIN,
        (ACCOUNTS, 'next_page("accounts.profile")'),
        Outcome(302, shown("/account/profile", "profile of ada")),
    ),
    Scenario(
        "a login that fails",
        post("/account/login", name="ada", password="wrong"),
        (ACCOUNTS, 'return redirect(url_for("accounts.login"))\n'),
        Outcome(302, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a guard",
        get("/account/profile"),
        (ACCOUNTS, 'return redirect(url_for("accounts.login", next=request.path))'),
        Outcome(302, shown("/account/login", "sign in")),
    ),
    Scenario(
        "a guard by abort",
        get("/account/office"),
        (ACCOUNTS, "abort(redirect("),
        Outcome(302, shown("/account/login", "sign in")),
    ),
    Scenario("a logout", post("/account/logout", now="1"), (LINKS, "code=303"), Outcome(303, shown("/", "welcome"))),
    Scenario(
        "an address is changed",
        post("/account/addresses/1", address="x")._replace(method="PUT"),
        (ACCOUNTS, "code=303"),
        Outcome(303, shown("/account/addresses", "addresses")),
    ),
    Scenario(
        "into the cart",
        post("/cart/add", product="1"),
        (CART, 'number]\n    return redirect(url_for(".show"))'),
        Outcome(302, shown("/cart", "[1]")),
    ),
    Scenario(
        "the cart is cleared",
        post("/cart/clear", all="1"),
        (CART, "HTTPStatus.SEE_OTHER)"),
        Outcome(303, shown("/cart")),
    ),
    Scenario("a coupon", post("/cart/coupon", coupon="5"), (CART, '")), 303'), Outcome(303, shown("/cart"))),
    Scenario(
        "a wrong coupon",
        post("/cart/coupon", coupon="five"),
        (CART, "request.path.replace"),
        Outcome(302, shown("/cart")),
    ),
    Scenario("a gift", post("/cart/gift", on="1"), (CART, 'make_response("", 303)'), Outcome(303, shown("/cart"))),
    Scenario("a note", post("/cart/note", note="thanks"), (CART, '"noted", 302'), Outcome(302, shown("/cart"))),
    Scenario(
        "the button that pays",
        post("/cart/submit", button="pay", amount="4"),
        (CART, "code=307"),
        Outcome(307, done("POST", "/checkout/pay", "paid order")),
    ),
    Scenario(
        "the button that clears",
        post("/cart/submit", button="clear"),
        (CART, 'None)\n    return redirect(url_for(".show"))'),
        Outcome(302, shown("/cart")),
    ),
    Scenario(
        "a call that is passed on",
        send("POST", "/checkout/webhook", {"reference": "r2"}),
        (CHECKOUT, 'url_for(".notification"), code=307'),
        Outcome(307, done("POST", "/checkout/notifications", "booked r2")),
    ),
    Scenario(
        "a retired form by 308",
        post("/checkout/transmit", amount="3"),
        (CHECKOUT, "code=308"),
        Outcome(308, done("POST", "/checkout/pay", "paid order")),
    ),
    Scenario(
        "an order",
        post("/checkout/order", product="tea", amount="2"),
        (CHECKOUT, "code=303"),
        Outcome(303, shown("/checkout/confirmation/*", "thank you")),
    ),
    Scenario(
        "a cancellation by the first version of the API",
        send("DELETE", "/api/v1/orders/9"),
        (V1, 'cancel_order", number=number), code=308'),
        Outcome(308, done("DELETE", "/api/v2/orders/9", "cancelled order 9", body=False)),
    ),
    Scenario(
        "a payment by the first version of the API",
        send("POST", "/api/v1/payments", {"reference": "r3"}),
        (V1, "code=308 if"),
        Outcome(308, done("POST", "/api/v2/payments", "booked r3")),
    ),
    Scenario(
        "the payments by the first version of the API",
        get("/api/v1/payments"),
        (V1, "code=308 if"),
        Outcome(301, shown("/api/v2/payments", "payments")),
    ),
)

APP = App("shop", "flask", "flask_shop:create_app()", MISTAKES + RIGHT, ("browser", "requests", "httpx"))
