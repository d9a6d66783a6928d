"""Django's redirects with another status: the calls, their imports, and what is left alone."""

from __future__ import annotations

import textwrap

import pytest

from lint307 import check_text, fix_text

HEAD = """\
from django.contrib.auth import logout
from django.views.decorators.http import require_POST
"""
VIEW = """
@require_POST
def out(request):
    logout(request)
    return {call}
"""


def fixed(imports: str, call: str) -> str:
    """The text after its fixes, without the view that all of them share."""
    text = imports + HEAD + VIEW.format(call=call)
    assert any(finding.fix is not None and finding.fix.edits for finding in check_text(text)), check_text(text)
    return fix_text(text, "views.py", unsafe=True)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('redirect("home", permanent=True)', 'HttpResponseRedirect(resolve_url("home"), status=303)'),
        ('redirect("/home", permanent=True)', 'HttpResponseRedirect("/home", status=303)'),
        ('redirect("/home", status=303)', 'HttpResponseRedirect("/home", status=303)'),
        (
            'redirect("page", 7, permanent=True, slug="x")',
            'HttpResponseRedirect(resolve_url("page", 7, slug="x"), status=303)',
        ),
        ('redirect(("home"), permanent=True)', 'HttpResponseRedirect(resolve_url(("home")), status=303)'),
        ('redirect(permanent=True, to="home")', 'HttpResponseRedirect(resolve_url(to="home"), status=303)'),
        (
            'redirect(\n        "page",\n        7,\n        permanent=True,\n    )',
            'HttpResponseRedirect(resolve_url(\n        "page",\n        7,\n    ), status=303)',
        ),
    ],
)
def test_the_call(call: str, expected: str) -> None:
    assert f"    return {expected}\n" in fixed("from django.shortcuts import redirect\n", call)


@pytest.mark.parametrize(
    ("imports", "call", "expected"),
    [
        (
            "from django.shortcuts import redirect\n",
            'redirect("home", permanent=True)',
            "from django.http import HttpResponseRedirect\nfrom django.shortcuts import resolve_url\n",
        ),
        (
            "from django.shortcuts import redirect\n",
            'redirect("/home", permanent=True)',
            "from django.http import HttpResponseRedirect\n",
        ),
        (
            "from django.shortcuts import get_object_or_404, redirect, render\n",
            'redirect("/home", permanent=True)',
            "from django.http import HttpResponseRedirect\nfrom django.shortcuts import get_object_or_404, render\n",
        ),
        (
            "from django.http import Http404, JsonResponse\nfrom django.shortcuts import redirect as go, render\n",
            'go("home", permanent=True)',
            "from django.http import Http404, HttpResponseRedirect, JsonResponse\n"
            "from django.shortcuts import resolve_url, render\n",
        ),
        (
            "from django import shortcuts\n",
            'shortcuts.redirect("/home", permanent=True)',
            "from django.http import HttpResponseRedirect\nfrom django import shortcuts\n",
        ),
        (
            "from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
            "from django.shortcuts import redirect\n"
            "if TYPE_CHECKING:\n    from django.http import HttpResponseRedirect\n",
            'redirect("/home", permanent=True)',
            "from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
            "from django.http import HttpResponseRedirect\n"
            "if TYPE_CHECKING:\n    from django.http import HttpResponseRedirect\n",
        ),
    ],
    ids=["both", "no resolve_url", "one of several", "an alias", "a module", "only for types"],
)
def test_the_imports(imports: str, call: str, expected: str) -> None:
    assert fixed(imports, call).startswith(expected + HEAD)


def test_an_import_in_the_function() -> None:
    text = HEAD + textwrap.dedent("""
        @require_POST
        def out(request):
            from django.shortcuts import redirect
            logout(request)
            return redirect("/home", permanent=True)
        """)
    after = fix_text(text, "views.py", unsafe=True)
    assert after.startswith("from django.http import HttpResponseRedirect\n" + HEAD)
    assert '    return HttpResponseRedirect("/home", status=303)\n' in after


def test_a_name_that_means_something_else_is_left_alone() -> None:
    text = "from django.shortcuts import redirect\n" + HEAD + "HttpResponseRedirect = None\n"
    text += VIEW.format(call='redirect("/home", permanent=True)')
    (finding,) = [found for found in check_text(text) if found.code == "RDR204"]
    assert finding.fix is not None
    assert finding.fix.title.endswith("HttpResponseRedirect means something else here")
    assert fix_text(text, "views.py", unsafe=True) == text
