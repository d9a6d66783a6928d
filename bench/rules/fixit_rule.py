"""The smallest Fixit rule that looks at calls: `redirect(…, code=301)`."""

import libcst as cst
from fixit import LintRule


class PermanentRedirect(LintRule):
    MESSAGE = "a permanent redirect"

    def visit_Call(self, node: cst.Call) -> None:
        named = isinstance(node.func, cst.Name) and node.func.value == "redirect"
        if named and any(arg.keyword is not None and arg.keyword.value == "code" for arg in node.args):
            self.report(node, self.MESSAGE)
