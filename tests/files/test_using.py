"""Which files of a project are worth understanding: those that can have to do with a web framework."""

from __future__ import annotations

import pytest

from lint307.files.using import in_use
from lint307.project.modules import Modules

ROUTES = "urlpatterns = []\nREDIRECT = 302\n"


def used(texts: dict[str, str], counting: set[str], helpers: frozenset[str] = frozenset()) -> set[str]:
    """The modules in use of a project of these files; those that count are given by their names."""
    paths = {name.replace("/", ".").removesuffix(".py").removesuffix(".__init__"): name for name in texts}
    modules = Modules.of(paths)
    known = {module: texts[path] for module, path in paths.items()}
    return in_use(counting, modules, known.get, helpers)


def test_a_package_that_no_import_leads_from_to_a_framework_is_left_out() -> None:
    texts = {
        "shop/__init__.py": "",
        "shop/views.py": f"from flask import Flask\n{ROUTES}",
        "shop/rules.py": ROUTES,
        "tools/__init__.py": "",
        "tools/lines.py": f"import json\nfrom .words import many\n{ROUTES}",
        "tools/words.py": "from os import path\n",
    }
    found = used(texts, {"shop.views", "shop.rules", "tools.lines"})
    assert found == {"shop.views", "shop.rules"}, "what stands in one package is taken together"


@pytest.mark.parametrize(
    "line",
    [
        "from shop.web import go",
        "from shop import (\n    prices,\n    web as pages,\n)",
        "import shop.web",
        "    from shop.web import go",
        "from steps.first import go",
    ],
)
def test_imports_are_followed_through_files_that_do_not_count(line: str) -> None:
    texts = {
        "shop/__init__.py": "",
        "shop/prices.py": "",
        "shop/web.py": "from starlette.responses import RedirectResponse as go\n",
        "steps/__init__.py": "",
        "steps/first.py": "from .second import go\n",
        "steps/second.py": "from shop.web import go\n",
        "jobs/__init__.py": "",
        "jobs/run.py": f"if True:\n{line}\n{ROUTES}",
    }
    assert used(texts, {"jobs.run"}) == {"jobs.run"}


@pytest.mark.parametrize(
    "text",
    [
        "class Moved:\n    def process_request(self, request):\n        pass\n",
        "def app(environ, start_response):\n    start_response('302 Found', [])\n",
        "MIDDLEWARE = ['django.middleware.common.CommonMiddleware']\n",
        "import os, django\n",
    ],
)
def test_what_needs_no_import_of_a_framework(text: str) -> None:
    assert used({"middle.py": text}, {"middle"}) == {"middle"}


def test_a_word_alone_is_no_framework() -> None:
    assert used({"report.py": f"# as in flask or django\nquarter = 4\n{ROUTES}"}, {"report"}) == set()


def test_packages_of_declared_helpers_are_frameworks_too() -> None:
    texts = {"pages.py": f"from company.web import go_back\n{ROUTES}"}
    assert used(texts, {"pages"}) == set()
    assert used(texts, {"pages"}, frozenset({"company"})) == {"pages"}
