"""Rules and patterns of all frameworks in one form, and which URLs they match."""

from __future__ import annotations

import pytest

from lint307.project.paths import matches, of_pattern, of_rule


@pytest.mark.parametrize(
    ("rule", "braces", "path"),
    [
        ("/items/<name>", False, "/items/<>"),
        ("/items/<int:id>/edit", False, "/items/<int>/edit"),
        ("/items/<int(signed=True):id>", False, "/items/<>"),
        ("/files/<path:name>", False, "/files/<*>"),
        ("/items/{id}", True, "/items/<>"),
        ("/items/{id:int}/{size:float}", True, "/items/<int>/<float>"),
        ("/items/{key:uuid}", True, "/items/<uuid>"),
        ("/files/{name:path}", True, "/files/<*>"),
        ("/files/<slug:int>", False, "/files/<>"),
    ],
)
def test_rules(rule: str, braces: bool, path: str) -> None:
    assert of_rule(rule, braces=braces) == path


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (r"^items/(?P<id>\d+)/$", "items/<int>/"),
        (r"^items/([0-9]+)/$", "items/<int>/"),
        (r"^archive/(?P<year>\d{4})/(?P<slug>[\w-]+)/$", "archive/<int>/<>/"),
        (r"^archive/(?P<id>\d+)?/$", "archive/<>/"),
        (r"^archive/((\d+)/)$", "archive/<>"),
        (r"^files/(?P<name>.*)$", "files/<*>"),
    ],
)
def test_patterns(pattern: str, path: str) -> None:
    assert of_pattern(pattern) == path


@pytest.mark.parametrize(
    ("target", "rule", "expected"),
    [
        ("/items/create", "/items/<>", True),
        ("/items/create", "/items/<int>", False),
        ("/items/12", "/items/<int>", True),
        ("/items/<>", "/items/<int>", True),
        ("/items/<int>", "/items/<>", True),
        ("/items/<int>", "/items/<int>", True),
        ("/items/item-<>", "/items/<int>", False),
        ("/items/1<>", "/items/<int>", True),
        ("/items/item-<>", "/items/item-<int>", True),
        ("/items/1.5", "/items/<float>", True),
        ("/items/half", "/items/<float>", False),
        ("/items/4b3c-<>", "/items/<uuid>", True),
        ("/items/new", "/items/<uuid>", False),
        ("/files/a/b", "/files/<*>", True),
    ],
)
def test_what_a_rule_matches(target: str, rule: str, expected: bool) -> None:
    assert matches(target, rule) is expected
