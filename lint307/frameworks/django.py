"""Django 2.2–6.1."""

from lint307.core.http import ALL_METHODS
from lint307.frameworks.spec import (
    At,
    Framework,
    MethodGuard,
    RedirectCall,
    RedirectView,
    ResponseClass,
    RouteCall,
    ViewClass,
)

_HTTP = ("django.http", "django.http.response", "django.shortcuts")


def _named(name: str, *modules: str) -> tuple[str, ...]:
    return tuple(f"{module}.{name}" for module in modules or _HTTP)


REDIRECT_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FORM_METHODS = frozenset({"POST", "PUT"})

DJANGO = Framework(
    name="django",
    packages=("django",),
    redirects=(
        RedirectCall(
            ("django.shortcuts.redirect",), At(0, "to"), None, 302,
            permanent="permanent", preserve="preserve_request", preserve_since="5.2", swallows=True,
        ),
        RedirectCall(
            _named("HttpResponseRedirect"), At(0, "redirect_to"), At(None, "status"), 302,
            preserve="preserve_request", preserve_since="5.2", preserve_position=1, is_class=True,
        ),
        RedirectCall(
            _named("HttpResponsePermanentRedirect"), At(0, "redirect_to"), At(None, "status"), 301,
            preserve="preserve_request", preserve_since="5.2", preserve_position=1, is_class=True,
        ),
        RedirectCall(
            ("django.http.response.HttpResponseRedirectBase",), At(0, "redirect_to"), At(None, "status"), 200,
            is_class=True,
        ),
        RedirectCall(
            ("django.contrib.auth.views.redirect_to_login", "django.contrib.auth.views.logout_then_login"),
            At(1, "login_url"), None, 302, has_default_url=True,
        ),
    ),
    responses=(
        ResponseClass(
            _named("HttpResponse"), At(2, "status"), At(5, "headers"), content_type=1, refused=("status_code", "code"),
        ),
        ResponseClass(_named("JsonResponse"), At(None, "status"), At(None, "headers")),
        ResponseClass(("django.shortcuts.render",), At(4, "status")),
        ResponseClass(("django.template.response.TemplateResponse",), At(4, "status"), At(None, "headers")),
        ResponseClass(_named("StreamingHttpResponse"), At(2, "status"), At(None, "headers")),
        ResponseClass(_named("FileResponse"), At(None, "status"), At(None, "headers")),
    ),
    redirect_views=(
        RedirectView(
            ("django.views.generic.RedirectView", "django.views.generic.base.RedirectView"),
            "url", "pattern_name", "permanent", "preserve_request", "6.1", REDIRECT_METHODS,
        ),
    ),
    route_calls=(
        RouteCall(
            (
                "django.urls.path", "django.urls.conf.path", "django.urls.re_path", "django.urls.conf.re_path",
                "django.conf.urls.url",
            ),
            At(0, "route"), At(1, "view"), None, ALL_METHODS, At(3, "name"), is_attribute=False,
        ),
    ),
    guards=(
        MethodGuard(("django.views.decorators.http.require_POST",), frozenset({"POST"})),
        MethodGuard(("django.views.decorators.http.require_GET",), frozenset({"GET"})),
        MethodGuard(("django.views.decorators.http.require_safe",), frozenset({"GET", "HEAD"})),
        MethodGuard(("django.views.decorators.http.require_http_methods",), None, 0, exact_case=True),
    ),
    views=(
        ViewClass(
            ("django.views.View", "django.views.generic.View", "django.views.generic.base.View"),
            (
                ("form_valid", FORM_METHODS), ("form_invalid", FORM_METHODS), ("dispatch", ALL_METHODS),
                ("http_method_not_allowed", ALL_METHODS), ("handle_no_permission", ALL_METHODS),
                ("setup", ALL_METHODS),
            ),
        ),
        ViewClass(
            ("django.views.generic.RedirectView", "django.views.generic.base.RedirectView"),
            (("get", REDIRECT_METHODS), ("get_redirect_url", REDIRECT_METHODS), ("dispatch", ALL_METHODS)),
        ),
    ),
    requests=("django.http.HttpRequest", "django.http.request.HttpRequest"),
    status_fields=frozenset({"status_code"}),
)  # fmt: skip
# The routes of `django.contrib.auth.urls` and of the admin's `logout`: path, name, methods.
# Since 5.0 signing out takes a POST.
_PAGE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM = _PAGE | {"POST", "PUT"}
_SIGN_OUT = frozenset({"POST", "OPTIONS"})
AUTH_ROUTES = (
    ("login/", "login", _FORM), ("logout/", "logout", _SIGN_OUT), ("password_change/", "password_change", _FORM),
    ("password_change/done/", "password_change_done", _PAGE), ("password_reset/", "password_reset", _FORM),
    ("password_reset/done/", "password_reset_done", _PAGE), ("reset/<>/<>/", "password_reset_confirm", _FORM),
    ("reset/done/", "password_reset_complete", _PAGE),
)  # fmt: skip
ADMIN_ROUTES = (("login/", "login", _FORM), ("logout/", "logout", _SIGN_OUT))
BUILT_IN_ROUTES = {
    "django.contrib.auth.urls": ("", AUTH_ROUTES),
    "django.contrib.admin.site.urls": ("admin:", ADMIN_ROUTES),
}
# Generic views of Django by the names that applications subclass: all of them are Views.
GENERIC_VIEWS = frozenset(
    "View TemplateView RedirectView ListView DetailView FormView CreateView UpdateView DeleteView"
    " ArchiveIndexView YearArchiveView MonthArchiveView DayArchiveView TodayArchiveView DateDetailView"
    " LoginView LogoutView PasswordChangeView PasswordResetView PasswordResetConfirmView".split()
)
