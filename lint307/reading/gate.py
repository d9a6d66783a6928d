"""Whether a file can matter at all, told from its bytes in microseconds.

A false yes costs a parse, a false no costs findings: the words are wide on purpose.
"""

from __future__ import annotations

import re

# What makes a redirect: "edirect" is in redirect, Redirect, HttpResponsePermanentRedirect; a bare status is 30[12378].
_REDIRECTS = re.compile(
    rb"edirect|SEE_OTHER|MOVED_PERM|[._]FOUND\b|see_other|moved_perm|ocation[\"']|SeeOther|http\.response\.start"
    rb"|start_response",
)
_NUMBERS = re.compile(rb"(?<![=!<>]= )(?<![\w.-])30[12378]\b(?![\w.%])")
_FRAMEWORKS = re.compile(rb"flask|django|starlette|fastapi|quart|werkzeug|ninja|rest_framework|from \.")
# What declares a route, a router or a hook: needed to know which methods reach a redirect that stands elsewhere.
_ROUTES = re.compile(
    rb"\burlpatterns\b|\.route\(|\.add_url_rule\(|\.register_blueprint\(|\.include_router\(|\.add_api_route\(|APIRouter\("
    rb"|\bBlueprint\(|\bRoute\(|\bMount\(|\.mount\(|@\w+(?:\.\w+)*\.(?:get|post|put|patch|delete|api_route)\("
    rb"|\.before_request|\.add_middleware|\bMIDDLEWARE\b|ROOT_URLCONF|exception_handler|errorhandler|\.register\(|Router\(|NinjaAPI\(",
)

# What a file needs to send a redirect that another one makes: it imports from it, and it answers requests.
_IMPORTS = re.compile(rb"^[ \t]*from[ \t]+[\w.]+[ \t]+import\b", re.M)


def matters(data: bytes) -> bool:
    """Whether the file may hold a redirect."""
    if _REDIRECTS.search(data) is not None:
        return True
    return _NUMBERS.search(data) is not None and _FRAMEWORKS.search(data) is not None


def may_hand_on(data: bytes) -> bool:
    """Whether the file may send redirects that other files of its project make."""
    return (b"request" in data or routes(data)) and _IMPORTS.search(data) is not None


def routes(data: bytes) -> bool:
    """Whether the file may declare routes or hooks."""
    return _ROUTES.search(data) is not None
