"""Tests that a fix would break are named; others are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from lint307.core.findings import Finding, Traces
from lint307.core.text import Span
from lint307.fixing.asserted import asserted
from lint307.fronts.cli import main
from tests.fronts.running import PAY

TRACES = Traces(("shop:pay",), ("/pay/<>",), ("pay_view",), ("shop.views.redirect",))
FINDING = Finding(
    "RDR101", "dropped-request", "/v.py", Span(0, 1), "", sent=302, recommended=307, methods=("POST",), traces=TRACES
)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('def test(c):\n    r = c.post("/pay/3")\n    assert r.status_code == 302\n', [3]),
        ('def test(c):\n    r = c.post(f"/pay/{n}?a=b")\n    assert 302 == r.status_code\n', [3]),
        ('def test(c):\n    r = c.post(reverse("shop:pay"))\n    self.assertEqual(r.status_code, 302)\n', [3]),
        ('def test(c):\n    r = c.post("/pay/3")\n    assert r.status_code == HTTPStatus.FOUND\n', [3]),
        ('def test(c):\n    r = c.post("/pay/3")\n    assert r.status_code == status.HTTP_302_FOUND\n', [3]),
        ('def test(c):\n    r = c.post("/pay/3")\n    self.assertRedirects(r, "/x")\n', [3]),
        ('def test(c):\n    self.assertRedirects(c.post("/pay/3"), "/x")\n', [2]),
        ('URL = "/pay/3"\ndef test(c):\n    r = c.post(URL)\n    assert r.status_code == 302\n', [4]),
        (
            'def setUp(self):\n    self.url = reverse("shop:pay")\ndef test(self):\n'
            "    r = self.client.post(self.url)\n    self.assertEqual(r.status_code, 302)\n",
            [5],
        ),
        ("def test(r):\n    assert pay_view(r).status_code == 302\n", [2]),
        ('@patch("shop.views.redirect")\ndef test(m): ...\n', [1]),
        ('def test(monkeypatch):\n    monkeypatch.setattr(views, "redirect", f)\n', [2]),
        # The status stays, or it is that of another request.
        ('def test(c):\n    r = c.post("/pay/3")\n    assert r.status_code == 307\n', []),
        ('def test(c):\n    r = c.get("/pay/3")\n    assert r.status_code == 302\n', []),
        ('def test(c):\n    c.post("/pay/3")\n    r = c.post("/other")\n    assert r.status_code == 302\n', []),
        ('def test(c):\n    r = c.post("/pay/3")\n    self.assertRedirects(r, "/x", status_code=307)\n', []),
        ('def test(c):\n    r = c.post("/prepay/3")\n    assert r.status_code == 302\n', []),
        ('@patch("other.views.redirect")\ndef test(m): ...\n', []),
        ('x = "/pay/3"\n', []),
        ("", []),
    ],
)
def test_the_rows_of_a_test_file(text: str, rows: list[int]) -> None:
    assert [one.row for one in asserted(text, FINDING)] == rows


def test_fix_tells_which_tests_it_breaks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "shop.py").write_text(PAY)
    (tmp_path / "tests" / "test_shop.py").write_text('def test(c):\n    assert c.post("/pay").status_code == 302\n')
    (tmp_path / "tests" / "notes.txt").write_text('c.post("/pay").status_code == 302\n')
    arguments = ["--no-cache", "--isolated", str(tmp_path)]
    assert main(["check", "--output-format", "full", *arguments]) == 1
    assert "test_shop.py:2: expects 302; 307 is sent after the fix" in capsys.readouterr().out
    assert main(["fix", *arguments]) == 0
    assert capsys.readouterr().err.count("test_shop.py:2: expects 302; 307 is sent after the fix") == 1
