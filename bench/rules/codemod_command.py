"""The smallest LibCST codemod: it looks at every call and changes nothing."""

import libcst as cst
from libcst.codemod import VisitorBasedCodemodCommand


class LookAtCalls(VisitorBasedCodemodCommand):
    DESCRIPTION = "Look at every call."

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        return updated_node
