"""Whatever a module looks like: only what a fix edits changes, twice is once, and what parsed still parses."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint307 import fix_text
from lint307.files.decoding import decode
from lint307.reading.parse import Unreadable
from lint307.rules import RULES
from tests import turns
from tests.turns import Block, block_of

# Lines that no fix has to do with, each with a mark of its own for its number.
FILLERS = (
    "",
    "# {}",
    "x{} = 1",
    "x{} = 1   ",
    "x{} = [\n    1,\t\n    2,  \n]",
    "\f\nx{} = 2",
    "s{} = '''\n  text\t \n\f \n'''",
    "s{} = 'naïve \U0001f6d2 é'; t{} = s{}",
    "def f{}():\n\treturn 1\t",
    "if True:\n        x{} = 1\nelse:\n  x{} = 2",
    "x{} = 1 + \\\n    2",
    "@(lambda f: f)\n\nclass C{}: pass",
    "x{} = (  # (\n    1)  # noqa",
    "def g{}(a, /, *, b=1): ...",
    'x{} = f"{{1!r:>{{2}}}}"',
)
LAYOUTS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\ufeff" + text,
    lambda text: text.rstrip("\n"),
    lambda text: text.rstrip("\n") + "\n\n\n",
    lambda text: text + "\f\n",
    lambda text: "\ufeff" + text.replace("\n", "\r\n").rstrip("\r\n"),
    lambda text: re.sub(r"(?<!\\)$", "  ", text, count=3, flags=re.M),
)
EXAMPLES = tuple(
    block_of(example.code, after.code)
    for rule in RULES
    if not rule.opt_in
    for example, after in zip(rule.examples, rule.examples[1:], strict=False)
    if example.kind == "flagged" and after.kind == "fixed"
)
TURNS = (
    turns.as_it_is, turns.tabs, turns.emoji_before, turns.emoji_in_the_line, turns.in_a_factory, turns.in_a_class,
    turns.under_a_condition, turns.aliased_import, turns.parenthesised_argument, turns.trailing_comma,
    turns.split_over_lines, turns.suppressed_for_another,
)  # fmt: skip
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def modules(draw: st.DrawFn) -> str:
    """An example of a page, turned twice, with other statements between its own, in some layout."""
    block: Block = draw(st.sampled_from(EXAMPLES))
    for turn in draw(st.lists(st.sampled_from(TURNS), max_size=2, unique=True)):
        block = turn(block) or block
    tree = ast.parse(block.text)
    starts = {min([n.lineno, *(d.lineno for d in getattr(n, "decorator_list", ()))]) for n in tree.body[1:]}
    lines: list[str] = []
    for row, line in enumerate(block.text.split("\n"), 1):
        if row in starts:
            filler = draw(st.sampled_from(FILLERS))
            lines += [filler.replace("{}", str(row)).replace("{{", "{").replace("}}", "}")] if filler else []
        lines.append(line)
    text = "\n".join(lines)
    return draw(st.sampled_from(LAYOUTS))(text)


def untouched(text: str) -> list[str]:
    """The lines, with their ends, that hold neither an import nor a part of a redirect."""
    own = re.compile(r"import|edirect|code|status|\)|return|,\s*$")
    return [line for line in re.findall(r"[^\n]*\n|[^\n]+", text) if not own.search(line)]


@given(modules())
@SETTINGS
def test_only_the_edits_change(text: str) -> None:
    after = fix_text(text, "page.py", unsafe=True)
    ast.parse(after.removeprefix("\ufeff"))
    assert untouched(after) == untouched(text)
    assert fix_text(after, "page.py", unsafe=True) == after
    assert after.endswith("\n") is text.endswith("\n")
    assert after.startswith("\ufeff") is text.startswith("\ufeff")
    assert ("\r\n" in after) is ("\r\n" in text)
    assert after.replace("\r\n", "").count("\n") == text.replace("\r\n", "").count("\n") or "\r\n" not in text


@given(modules(), st.sampled_from(["utf-8", "utf-8-sig", "latin-1", "cp1252", "iso-8859-15", "shift_jis"]))
@SETTINGS
def test_every_encoding_is_kept(text: str, encoding: str) -> None:
    text = re.sub(r"[^\x00-\x7f]", "", text)
    newline = "\r\n" if "\r\n" in text else "\n"
    if not encoding.startswith("utf-8"):
        text = f"# -*- coding: {encoding} -*-{newline}" + text
    name = {"shift_jis": "茶"}.get(encoding, "né")
    text = text.rstrip("\r\n") + f"{newline}name = '{name}'{newline}"
    data = text.encode(encoding)
    document = decode("/page.py", data)
    after = fix_text(document.text, "page.py", unsafe=True)
    written = document.encoded(after)
    assert document.encoded(document.text) == data
    assert written.decode(encoding).endswith(f"name = '{name}'{newline}")
    assert decode("/page.py", written).text == after
    assert written.startswith(data[:3])


MUTATIONS = (
    "", "(", ")", ",", " ", "\n", "\t", "\\\n", "#", "'", '"""', "=", "code=303", ", *args", ", **kw", "\f", "\r", "é",
    "await ", "lambda: ", "return ",
)  # fmt: skip


@given(modules(), st.data())
@SETTINGS
def test_mutated_modules_are_never_broken(text: str, data: st.DataObject) -> None:
    """A few characters put in or taken out anywhere: it may no longer be Python, but what is stays so."""
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = min(len(text), at + data.draw(st.integers(0, 3)))
        text = text[:at] + data.draw(st.sampled_from(MUTATIONS)) + text[end:]
    try:
        after = fix_text(text, "page.py", unsafe=True)
    except Unreadable:
        return
    if after != text:
        ast.parse(after.removeprefix("\ufeff"))
    assert fix_text(after, "page.py", unsafe=True) == after
