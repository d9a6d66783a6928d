"""Django's redirects with another status: the calls, their imports, and what is left alone."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from lint307 import check_text, fix_text
from lint307.fronts.cli import main

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
            "from django.shortcuts import render, resolve_url\n",
        ),
        (
            "from django import shortcuts\n",
            'shortcuts.redirect("/home", permanent=True)',
            "from django.contrib.auth import logout\nfrom django.http import HttpResponseRedirect\n",
        ),
        (
            "from django import http, shortcuts\n",
            'shortcuts.redirect("home", permanent=True)',
            "from django import http, shortcuts\n",
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
    ids=["both", "no resolve_url", "one of several", "an alias", "a module", "modules", "only for types"],
)
def test_the_imports(imports: str, call: str, expected: str) -> None:
    rest = expected + HEAD if HEAD.splitlines()[0] not in expected else expected + HEAD.splitlines(keepends=True)[1]
    assert fixed(imports, call).startswith(rest + VIEW[:10])


def test_an_import_in_the_function() -> None:
    text = HEAD + textwrap.dedent("""
        @require_POST
        def out(request):
            from django.shortcuts import redirect
            logout(request)
            return redirect("/home", permanent=True)
        """)
    after = fix_text(text, "views.py", unsafe=True)
    first, second = HEAD.splitlines(keepends=True)
    assert after.startswith(f"{first}from django.http import HttpResponseRedirect\n{second}")
    assert '    logout(request)\n    return HttpResponseRedirect("/home", status=303)\n' in after
    assert "shortcuts" not in after, "what the function imported is no longer used"


def test_a_name_that_means_something_else_is_left_alone() -> None:
    text = "from django.shortcuts import redirect\n" + HEAD + "HttpResponseRedirect = None\n"
    text += VIEW.format(call='redirect("/home", permanent=True)')
    (finding,) = [found for found in check_text(text) if found.code == "RDR204"]
    assert finding.fix is not None
    assert finding.fix.title.endswith("HttpResponseRedirect means something else here")
    assert fix_text(text, "views.py", unsafe=True) == text


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('redirect(reverse("home"), permanent=True)', 'HttpResponseRedirect(reverse("home"), status=303)'),
        ('redirect(reverse("a") + "?b=1", permanent=True)', 'HttpResponseRedirect(reverse("a") + "?b=1", status=303)'),
        ("redirect(request.path, permanent=True)", "HttpResponseRedirect(request.path, status=303)"),
        ('redirect(f"/o/{x}", permanent=True)', 'HttpResponseRedirect(f"/o/{x}", status=303)'),
        ("redirect(x, permanent=True)", "HttpResponseRedirect(resolve_url(x), status=303)"),
        ('redirect(to="/home", permanent=True)', 'HttpResponseRedirect(resolve_url(to="/home"), status=303)'),
        ('HttpResponsePermanentRedirect("/home")', 'HttpResponseRedirect("/home", status=303)'),
        ('HttpResponsePermanentRedirect("/home", status=301)', 'HttpResponseRedirect("/home", status=303)'),
        ('HttpResponseRedirect("/home", status=301)', 'HttpResponseRedirect("/home", status=303)'),
    ],
)
def test_addresses_and_classes(call: str, expected: str) -> None:
    imports = (
        "from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect\n"
        "from django.shortcuts import redirect, resolve_url\nfrom django.urls import reverse\n"
    )
    after = fixed(imports, call)
    assert f"    return {expected}\n" in after
    assert ("HttpResponsePermanentRedirect" in after) is ("Permanent" not in call), "what became unused is gone"


def test_a_class_that_says_the_opposite_of_the_status_is_imported() -> None:
    after = fixed("from django.http import HttpResponsePermanentRedirect\n", 'HttpResponsePermanentRedirect("/home")')
    assert after.startswith("from django.http import HttpResponseRedirect\n" + HEAD)


BEFORE = ("from django.contrib.auth import logout\n", "from django.views.decorators.http import require_POST\n")
HTTP = "from django.http import HttpResponseRedirect\n"


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ("from django.shortcuts import redirect\n", f"{HTTP}from django.shortcuts import resolve_url\n"),
        (
            "from django.shortcuts import (\n    get_object_or_404,\n    redirect,  # the way\n    render,\n)\n",
            f"{HTTP}from django.shortcuts import (\n    get_object_or_404,\n    render,\n    resolve_url,\n)\n",
        ),
        (
            "from django.shortcuts import (render, redirect)\n",
            f"{HTTP}from django.shortcuts import (render, resolve_url)\n",
        ),
        (
            "from django.shortcuts import redirect, \\\n    render\n",
            f"{HTTP}from django.shortcuts import render, resolve_url\n",
        ),
        (
            "from django.shortcuts import render, \\\n    redirect\n",
            f"{HTTP}from django.shortcuts import render, \\\n    resolve_url\n",
        ),
        (
            "from django.http import (\n    Http404,\n    HttpResponse  # plain\n)\n"
            "from django.shortcuts import redirect\n",
            "from django.http import (\n    Http404,\n    HttpResponse,  # plain\n    HttpResponseRedirect,\n)\n"
            "from django.shortcuts import resolve_url\n",
        ),
        (
            "from django.shortcuts import redirect  # noqa: F401\n",
            f"{HTTP}from django.shortcuts import redirect, resolve_url  # noqa: F401\n",
        ),
        (
            "from django.shortcuts import redirect; import os\n",
            f"{HTTP}from django.shortcuts import resolve_url; import os\n",
        ),
        (
            '__all__ = ["redirect"]\nfrom django.shortcuts import redirect\n',
            f'__all__ = ["redirect"]\n{HTTP}from django.shortcuts import redirect, resolve_url\n',
        ),
    ],
    ids=["alone", "lines", "parentheses", "backslash", "at the end", "comment", "kept", "two", "exported"],
)
def test_imports_after_several_fixes_together(imports: str, expected: str, times: int) -> None:
    """`redirect` goes when the edits together made it unused, in the layout that the import has."""
    views = [VIEW.replace("out", f"out{n}").format(call='redirect("home", permanent=True)') for n in range(times)]
    text = BEFORE[0] + imports + BEFORE[1] + "".join(views)
    after = fix_text(text, "views.py", unsafe=True)
    head = after.partition("\n@require_POST")[0] + "\n"
    assert sorted(filter(None, head.splitlines())) == sorted((BEFORE[0] + expected + BEFORE[1]).splitlines())
    assert after.count('HttpResponseRedirect(resolve_url("home"), status=303)') == times
    assert fix_text(after, "views.py", unsafe=True) == after


def test_an_import_that_is_used_elsewhere_stays() -> None:
    view = VIEW.format(call='redirect("home", permanent=True)')
    text = HEAD + "from django.shortcuts import redirect\n" + view + "\ndef home(request):\n    return redirect('/')\n"
    assert "from django.shortcuts import redirect, resolve_url\n" in fix_text(text, "views.py", unsafe=True)


def test_an_import_that_another_file_takes_stays(tmp_path: Path) -> None:
    view = VIEW.format(call='redirect("home", permanent=True)')
    (tmp_path / "views.py").write_text("from django.shortcuts import redirect\n" + HEAD + view)
    (tmp_path / "more.py").write_text("from views import redirect\n\ndef a(request):\n    return redirect('/')\n")
    assert main(["fix", "--no-cache", "--isolated", "--unsafe-fixes", str(tmp_path)]) == 0
    assert "import redirect, resolve_url\n" in (tmp_path / "views.py").read_text()


def test_a_name_that_the_function_binds_itself_is_not_used() -> None:
    text = "from django.http import HttpResponseRedirect\nfrom django.shortcuts import redirect\n" + HEAD
    text += VIEW.format(call='redirect("/home", permanent=True)\n    HttpResponseRedirect = None')
    assert fix_text(text, "views.py", unsafe=True) == text
