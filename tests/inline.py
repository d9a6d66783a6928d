"""Programs of one short text, for tests that say in a line or two what they are about."""

from __future__ import annotations

import textwrap

from lint307 import engine
from lint307.config import Settings
from lint307.core.facts import FileFacts
from lint307.core.sites import Case, Judgement, Site
from lint307.core.values import Value
from lint307.judging.meaning import judge
from lint307.project.context import Context

FLASK = "from flask import Flask, redirect, request, session, url_for\napp = Flask(__name__)\n"
DJANGO = "from django.http import HttpResponse, HttpResponseRedirect\nfrom django.shortcuts import redirect\n"


def source_of(text: str, module: str = "app") -> engine.Source:
    return engine.Source(f"{module.replace('.', '/')}.py", textwrap.dedent(text), module)


def facts_of(text: str, module: str = "app") -> FileFacts:
    return engine.read(source_of(text, module))


def program_of(**texts: str) -> engine.Program:
    """A project of several modules; two underscores stand for a dot."""
    return engine.link([facts_of(text, name.replace("__", ".")) for name, text in texts.items()], Settings())


def context_of(**texts: str) -> Context:
    return program_of(**texts).cases.program.ctx


def bound(text: str, name: str) -> Value:
    """The last value of a module's name."""
    return facts_of(text).bindings[name][-1]


def sites_of(text: str) -> tuple[Site, ...]:
    return engine.sites(program_of(app=text), source_of(text).module)


def site_of(text: str) -> Site:
    """The one redirect of a text."""
    (site,) = sites_of(text)
    return site


def cases_of(text: str) -> list[Case]:
    return list(program_of(app=text).cases.of("app"))


def judgement_of(text: str) -> Judgement:
    """What the one redirect of a text means, reached in one way."""
    (case,) = cases_of(text)
    return judge(case)
