"""tips/SPEC.md names every field that a rule may ask about, and every rule of Lull's own."""

from __future__ import annotations

import re
from pathlib import Path

from doc_pages import INLINE, sections

from tips.facts import FIELDS
from tips.report import SIGNS
from tips.rules import shipped_rules

SPEC = Path("tips/SPEC.md")


def test_every_field_that_a_rule_may_ask_about_is_specified() -> None:
    listed = set(INLINE.findall(sections(SPEC, 3)["Fields"]))
    assert set(FIELDS) - set(SIGNS) <= listed


def test_every_rule_of_lulls_own_says_why_it_is_there() -> None:
    listed = re.findall(r"^\| (L\d+) \|", sections(SPEC, 2)["Rules of Lull's own"], re.MULTILINE)
    assert set(listed) == {rule.id for rule in shipped_rules() if rule.id.startswith("L")}
