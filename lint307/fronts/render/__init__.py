"""The output formats: one module each, with `render(report) -> str`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint307.fronts.report import Report

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson")


def render(name: str, report: Report, color: bool = False) -> str:
    """The report in one of FORMATS, ending with a newline unless it is empty."""
    from importlib import import_module

    if name == "full":
        from lint307.fronts.render import full

        return full.render(report, color)
    module = import_module(f"lint307.fronts.render.{name}")
    return str(module.render(report))
