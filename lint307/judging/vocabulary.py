"""The words that count, matched against whole words of names: `loginRequired` and `login_required` hold `login`."""

from __future__ import annotations

import functools
import re

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")

# The last name of a call that changes something beyond the request.
ACTING = frozenset(
    "save delete commit create bulk_create get_or_create update_or_create update insert add remove append_to"
    " merge flush destroy login logout login_user logout_user sign_in sign_out authenticate register set_password"
    " send send_mail send_message publish delay apply_async enqueue schedule dispatch_task add_task execute"
    " executemany write put upload import_data set_cookie delete_cookie unset_cookie charge refund capture confirm"
    " approve reject cancel archive restore activate deactivate enable disable toggle process handle run perform"
    " submit store persist record mark_as_read close subscribe unsubscribe invite accept decline revoke rotate"
    " reset clear flush_session set_session validate full_clean form_valid process_form is_valid".split()
)
# The first word of a call that acts even when its result is used: `order = place_order(...)`.
DEEDS = frozenset(
    "create save delete insert place register submit charge send upload book cancel confirm approve reject"
    " publish archive persist commit enqueue notify refund purchase checkout destroy".split()
)
# Calls that only look at what they are given.
LOOKING = frozenset(
    "url_for reverse reverse_lazy redirect str int bool float len get getlist strip lower upper quote urlencode"
    " isinstance dict list HttpResponseRedirect RedirectResponse resolve_url url_path_for format join split type"
    " urlparse urljoin print"
    " decode encode rstrip lstrip removeprefix removesuffix startswith endswith partition rpartition rsplit casefold"
    " quote_plus unquote unquote_plus urlsplit urlunsplit urlunparse parse_qs parse_qsl items keys values to_dict"
    " tuple set sorted any all min max".split()
)
# The first word of a call that only asks, and the words of what computes an address.
ASKING = frozenset("get is has find url str dict".split())
ADDRESSES = frozenset("url uri urls path link address location target route endpoint redirect response".split())
VALIDATING = frozenset("is_valid validate validate_on_submit is_submitted full_clean check_csrf".split())
QUEUEING = frozenset("delay apply_async enqueue add_task send_task schedule send_robust".split())
SESSION = frozenset(
    "login logout login_user logout_user sign_in sign_out set_cookie delete_cookie flush cycle_key".split()
)
# What a handler is said to have done where it is lost if it is not done again.
LASTING_DEED = re.compile(
    r"^it writes the session$|\b(?:login|logout|login_user|logout_user|sign_in|sign_out|delete|save|commit|create)\(\)$"
)
LOGGING_OBJECTS = frozenset(
    "logger logging log _logger _log app_logger warnings structlog sentry_sdk capture_message statsd metrics".split()
)
LOGGING_CALLS = frozenset(
    "debug info warning warn error exception critical log print pprint capture_message capture_exception incr"
    " increment count timing set_tag add_breadcrumb".split()
)
FLASHING = frozenset("flash add_message success info warning error toast notify_user add_flash".split())
# Calls whose result is thrown away and that still change nothing a client would notice.
IDLE = frozenset(
    "abort setdefault sleep assert_called super __init__ super_dispatch close aclose seek activate translation"
    " deactivate add_vary patch_vary_headers vary_on update_headers append extend sort add_header pop clear"
    " require check_permission assert_permission check raise_for_status".split()
)
# Changes of a list, set or dict: nothing when it is a local one, a deed when it belongs to the module.
COLLECTING = frozenset("append extend pop clear add insert remove setdefault update discard".split())
# Calls that fetch content: what depends on it is about a page, not about the form of an address.
LOOKING_UP = frozenset(
    "get first one_or_none scalar get_object_or_404 get_or_404 first_or_404 filter_by find_one fetchone exists".split()
)
MAKING_COLLECTIONS = frozenset(
    "dict list set copy deepcopy to_dict OrderedDict defaultdict QueryDict MultiDict parse_qs".split()
)
COLLECTIONS = frozenset(
    "args params kwargs context ctx data query headers values extra options parts env errors".split()
)
GUARDING = frozenset(
    "auth authenticated authorized authorised authorization login logged signed user account permission"
    " permissions perm perms allowed allow access admin staff superuser owner owns member role can cannot"
    " anonymous session token csrf captcha valid invalid errors error exists exist found missing empty expired"
    " expire active inactive enabled disabled verified confirmed locked blocked banned limit exceeded quota stock"
    " available closed ready allowed_hosts nonce signature state code credentials password secret"
    " pin otp passcode passphrase".split()
)
# The words of a test that asks for the request's URL, not for who sends it.
OF_URLS = frozenset("scheme is_secure secure https host get_host netloc path hostname port url headers".split())
# Of what a table may hold names that say how something is asked for, not whether it exists.
OF_KINDS = frozenset(
    "kind kinds type types format formats version versions lang language languages locale locales choices method"
    " methods mode modes tenant tenants region regions path paths prefix prefixes".split()
)
LOGIN = frozenset("login signin logon auth sso oauth authorize reauthenticate unauthorized logout".split())
NEXT = frozenset("next redirect_url return_to return_url next_url came_from success_url referer referrer back".split())
MOVED = re.compile(
    r"\b(?:deprecated|legacy|obsolete|superseded|retired|sunset"
    r"|(?:has|have|was|were|is|are)?\s*(?:been\s+)?(?:moved|renamed|replaced)"
    r"|no longer|back(?:wards?)?[- ]compat\w*|permanent(?:ly)?"
    r"|old\s+(?:\w+[- ]){0,2}(?:urls?|links?|paths?|routes?|endpoints?|names?|uris?|address(?:es)?|locations?|pages?"
    r"|api|bookmarks?|version)"
    r"|former(?:ly)?|canonical(?:i[sz]e)?|new (?:url|location|path|endpoint|address)"
    r"|new home(?=\W*(?:$|at\b|is\b|of\b|for\b|under\b))"
    r"|moved to|kept for"
    r"|outdated)\b",
    re.I,
)
MOVED_NAME = frozenset("legacy deprecated old obsolete moved retired compat former canonical".split())
# What a call that makes a page is called.
MAKING_PAGES = re.compile(r"^render|TemplateResponse$")
# Where files lie, which are only looked at.
OF_FILES = frozenset("static media assets favicon ico robots".split())
MOVED_PLACE = frozenset("legacy deprecated old obsolete".split())
# Functions and classes that hold tests, as pytest and unittest name them.
OF_TESTS = re.compile(r"^test_|^Test(?=[A-Z]|$)|(?:TestCase|Tests?)$")
TEMPORARY = re.compile(
    r"\b(?:temporar(?:y|ily)|for now|maintenance|until|not permanent|so browsers? do(?:es)?n'?t cache|do not cache"
    r"|don't cache|experiment|(?:not|instead of|rather than) (?:an? )?30[18]|(?:don't|do not) want\b[^.]*\bpermanent"
    r")\b",
    re.I,
)
# Comments that say why a status keeps method and body.
REPEATING = re.compile(
    r"\b(?:preserv|keep|kept|retain|maintain|repeat)\w*\b[^.]*\b(?:method|post|body|form data|payload)\b", re.I
)
# What makes a target differ from one request to the next.
CHANCE = frozenset("random choice shuffle randint uuid4 token_urlsafe secrets".split())
LATEST = frozenset("latest newest random".split())
# What there is one of at a time: `current_season()`.
PERIODS = frozenset(
    "campaign sale season term semester edition release round promotion promo offer issue week month year event".split()
)
CLOCK = frozenset("now today utcnow localtime".split())
CURRENT = frozenset("latest current newest stable recent today active default last first head release".split())
FLAGS = frozenset("feature flag flags waffle switch experiment variant toggle maintenance".split())
LANGUAGE = frozenset("language locale lang get_language accept_language i18n translation".split())
SETTINGS = frozenset("settings config conf environ getenv env options setting".split())
VERSION = re.compile(r"^v\d+(?:\.\d+)*$")


@functools.lru_cache(maxsize=4096)
def words(name: str) -> frozenset[str]:
    """The words of a name in lower case, and the name: `login_required` gives login, required and login_required."""
    return frozenset(w.lower() for w in _WORDS.findall(name)) | {name.lower()}
