"""The rules in the order of their codes: the table of contents."""

from __future__ import annotations

from lint307.core.rule import Rule, rule_of
from lint307.rules import (
    rdr101_dropped_request,
    rdr102_dropped_request_permanently,
    rdr201_repeated_request,
    rdr202_repeated_credentials,
    rdr203_client_dependent_method,
    rdr204_cacheable_answer,
    rdr205_found_after_post,
    rdr301_missing_location,
    rdr302_redirect_not_returned,
    rdr303_ineffective_status,
    rdr401_temporary_for_permanent,
    rdr402_permanent_for_temporary,
    rdr501_redirect_loop,
    rdr502_destination_refuses_method,
    rdr503_moved_reference,
)

RULES: tuple[Rule, ...] = tuple(
    rule_of(module)
    for module in (
        rdr101_dropped_request,
        rdr102_dropped_request_permanently,
        rdr201_repeated_request,
        rdr202_repeated_credentials,
        rdr203_client_dependent_method,
        rdr204_cacheable_answer,
        rdr205_found_after_post,
        rdr301_missing_location,
        rdr302_redirect_not_returned,
        rdr303_ineffective_status,
        rdr401_temporary_for_permanent,
        rdr402_permanent_for_temporary,
        rdr501_redirect_loop,
        rdr502_destination_refuses_method,
        rdr503_moved_reference,
    )
)
