"""What classes of views answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lint307.project import views
from tests.inline import context_of

LEAVING = "from django.contrib.auth.views import LogoutView\nclass Leave(LogoutView): ..."
OWN = "from django.views.generic import View\nclass Home(View):\n    @classmethod\n    def as_view(cls): ..."


@pytest.mark.parametrize(("version", "shown"), [("4.2", True), ("5.0", False)])
def test_logging_out_by_get_ended_with_django_5(version: str, shown: bool) -> None:
    ctx = replace(context_of(app=LEAVING), versions={"django": version})
    answered = views.answered("app.Leave", "app", ctx)
    assert answered is not None
    assert ("GET" in answered) is shown
    assert "POST" in answered


def test_a_class_that_makes_its_own_view_may_answer_anything() -> None:
    assert views.answered("app.Home", "app", context_of(app=OWN)) is None
