"""Which request methods a view answers: decorators that restrict, methods of classes, generic views."""

from __future__ import annotations

from lint307.core.facts import Function
from lint307.core.http import ALL_METHODS
from lint307.core.values import Arg, Call, Lit, Seq, Value, argument, dotted, within
from lint307.frameworks import FRAMEWORKS
from lint307.frameworks.django import GENERIC_VIEWS
from lint307.frameworks.drf import ACTIONS
from lint307.frameworks.spec import MethodGuard
from lint307.project.context import Context
from lint307.project.methods import tokens

_GUARDS: dict[str, MethodGuard] = {name: guard for f in FRAMEWORKS for guard in f.guards for name in guard.names}
_NAMED = {m.lower(): m for m in ALL_METHODS if m != "OTHER"} | {"trace": "OTHER"}
_ALSO = {name: dict(view.also) for f in FRAMEWORKS for view in f.views for name in view.names}
_VIEWS = {name: f.name for f in FRAMEWORKS for view in f.views for name in view.names}
_GET = frozenset({"GET", "HEAD", "OPTIONS"})
# What a form calls the field in which it says which method is meant.
_FORM_METHODS = frozenset({"_method", "__method", "_http_method", "http_method_override", "_method_override"})
_FORM = _GET | {"POST", "PUT"}
_GENERIC: dict[str, frozenset[str]] = {
    "TemplateView": _GET, "ListView": _GET, "DetailView": _GET, "ArchiveIndexView": _GET, "DateDetailView": _GET,
    "FormView": _FORM, "CreateView": _FORM, "UpdateView": _FORM, "DeleteView": _GET | {"POST", "DELETE"},
    "LoginView": _FORM, "LogoutView": frozenset({"POST", "OPTIONS"}), "PasswordChangeView": _FORM,
    "PasswordResetView": _FORM, "PasswordResetConfirmView": _FORM,
    "RedirectView": ALL_METHODS - {"OTHER"}, "View": frozenset({"OPTIONS"}),
}  # fmt: skip


def view_framework(cls: str, ctx: Context) -> str | None:
    """The framework whose view classes this class descends from."""
    for ancestor in ctx.symbols.lineage(cls):
        if ancestor in _VIEWS:
            return _VIEWS[ancestor]
        last = ancestor.rpartition(".")[2]
        if ancestor not in ctx.symbols.classes:
            if ancestor.startswith("django.") and (last in GENERIC_VIEWS or last.endswith(("View", "Mixin"))):
                return "django"
            if ancestor.startswith("rest_framework."):
                return "drf"
            if last in ("MethodView", "Resource", "View") and ancestor.partition(".")[0].startswith(
                ("flask", "quart", "apiflask")
            ):
                return "flask"
    return None


def restricted(function: Function, near: str, ctx: Context) -> frozenset[str] | None:
    """The methods that a function's decorators let through; None when none of them restricts."""
    found: frozenset[str] | None = None
    for decorator in function.decorators:
        allowed = guarded(decorator, near, ctx) or _mapped(decorator)
        if allowed is not None:
            found = allowed if found is None else found & allowed
    return found


def let_through(view: Value, near: str, ctx: Context) -> frozenset[str] | None:
    """The methods that decorators let through that are called on a view: `csrf_exempt(require_POST(submit))`."""
    found: frozenset[str] | None = None
    while isinstance(view, Call) and len(view.args) == 1 and view.args[0].keyword is None:
        allowed = guarded(view.func, near, ctx)
        if allowed is not None:
            found = allowed if found is None else found & allowed
        view = view.args[0].value
    return found


def _mapped(decorator: Value) -> frozenset[str] | None:
    """`@tracks.mapping.delete` below an `@action` of the name `tracks`."""
    _, _, method = dotted(decorator).partition(".mapping.")
    return frozenset({method.upper()}) if method in _NAMED else None


def guarded(decorator: Value, near: str, ctx: Context) -> frozenset[str] | None:
    """What one decorator lets through. `@require_http_methods(["post"])` lets nothing through: case counts there."""
    call = decorator if isinstance(decorator, Call) else None
    path = ctx.symbols.path(call.func if call else decorator, near)
    if path == "django.utils.decorators.method_decorator" and call is not None and call.args:
        return guarded(call.args[0].value, near, ctx)
    guard = _GUARDS.get(path or "")
    if guard is None:
        return None
    if guard.methods is not None:
        return guard.methods
    given = argument(call, guard.position if guard.position >= 0 else None, "methods") if call is not None else None
    given = given or (
        argument(call, None, "http_method_names") or argument(call, None, "request_method_list") if call else None
    )
    if given is None:
        return frozenset({"GET"})
    if guard.exact_case and _is_lower(given, near, ctx):
        return frozenset()
    return tokens(given.value, ctx.symbols, near) or None


def _is_lower(given: Arg, near: str, ctx: Context) -> bool:
    value = ctx.symbols.resolve(given.value, near)
    words = [v.value for v in value.items if isinstance(v, Lit)] if isinstance(value, Seq) else []
    return bool(words) and all(isinstance(w, str) and w != w.upper() for w in words)


def is_never_reached(function: Function, near: str, ctx: Context) -> Value | None:
    """The decorator that lets no method through, because it spells them in lower case."""
    for decorator in function.decorators:
        if guarded(decorator, near, ctx) == frozenset():
            return decorator
    return None


def by_name(cls: str, method: str, ctx: Context) -> frozenset[str] | None:
    """The request methods that a method of a view class answers; None for one that only its other methods call."""
    if method in ACTIONS and ctx.routers and view_framework(cls, ctx) == "drf":
        return None
    for ancestor in ctx.symbols.lineage(cls):
        also = _ALSO.get(ancestor)
        if also and method in also:
            return also[method]
    framework = view_framework(cls, ctx)
    if framework in ("django", "drf") and method in ("form_valid", "form_invalid"):
        return frozenset({"POST", "PUT"})
    if framework in ("django", "drf") and method in ("dispatch", "http_method_not_allowed", "handle_no_permission"):
        return ALL_METHODS
    if framework == "drf" and method in ACTIONS:
        return ACTIONS[method]
    if framework in ("flask", "quart") and method == "dispatch_request":
        declared = ctx.symbols.class_attribute(cls, "methods", "")
        return (tokens(declared, ctx.symbols, "") if declared is not None else None) or frozenset({"GET", "HEAD"})
    if method in _NAMED:
        served = frozenset({_NAMED[method]})
        return served | {"HEAD"} if method == "get" else served
    return None


def answered(cls: str, near: str, ctx: Context, *, behind_dispatch: bool = False) -> frozenset[str] | None:
    """The methods that a view class accepts; None when an ancestor outside the project may add some.

    A `dispatch` of its own may answer any, unless it is what stands behind that is asked for.
    """
    declared = ctx.symbols.class_attribute(cls, "http_method_names", near) or ctx.symbols.class_attribute(
        cls, "methods", near
    )
    if declared is not None and (named := tokens(declared, ctx.symbols, near)):
        return named
    found: frozenset[str] = frozenset()
    if view_framework(cls, ctx) in ("flask", "quart") and ctx.symbols.method(cls, "dispatch_request"):
        return frozenset({"GET", "HEAD"})
    for ancestor in ctx.symbols.lineage(cls):
        if ancestor in ctx.symbols.classes:
            _, own = ctx.symbols.classes[ancestor]
            for name in [*(m for m, _ in own.methods), *(a for a, _ in own.attributes)]:
                if name == "as_view" or (name == "dispatch" and not behind_dispatch):
                    return None
                if name in _NAMED:
                    found |= frozenset({_NAMED[name]}) | (frozenset({"HEAD"}) if name == "get" else frozenset())
            if any(guarded(d, near, ctx) for d in own.decorators):
                return next(g for d in own.decorators if (g := guarded(d, near, ctx)))
        else:
            last = ancestor.rpartition(".")[2]
            if ancestor.startswith(("django.views", "django.contrib.auth.views")) and last in _GENERIC:
                found |= _GENERIC[last]
                if last == "LogoutView" and not ctx.since("django", "5.0"):
                    found |= _GET
            elif ancestor in _VIEWS or last.endswith("Mixin") or ancestor == "builtins.object":
                continue
            else:
                return None
    return found or None


def deletes_by_form(cls: str, ctx: Context) -> bool:
    """Whether a class descends from one that deletes what a form asks it to: what those of the project do is seen."""
    bases = [c.rpartition(".")[2] for c in ctx.symbols.lineage(cls) if c not in ctx.symbols.classes]
    return any("Delete" in base or base == "DeletionMixin" for base in bases)


def parameter_names(function: Function) -> tuple[str, ...]:
    return tuple(p.name for p in function.parameters if p.name not in ("self", "cls"))


def is_function_view(function: Function) -> bool:
    """Whether a function looks like a Django view: its first parameter is the request."""
    names = parameter_names(function)
    return bool(names) and names[0] in ("request", "req") and not function.short.startswith("process_")


def asks_form_for_method(value: Value) -> bool:
    """`request.POST.get("_method")`: forms cannot send DELETE, and say by a field of theirs that it is meant."""
    named = (p.value.lower() for p in within(value) if isinstance(p, Lit) and isinstance(p.value, str))
    return any(name in _FORM_METHODS for name in named)
