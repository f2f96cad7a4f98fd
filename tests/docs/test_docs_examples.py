"""The examples of the pages for contributors are what they say they are."""

from __future__ import annotations

import shutil
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from doc_pages import DOCS, ROOT, blocks

from config.errors import CatalogError
from config.kinds import NudgeKind
from tips.catalog import load_catalog
from tips.facts import facts_of
from tips.report import decode_inputs
from tips.rules import Level, fire, load_rules
from tray.commands.check import read_inputs

if TYPE_CHECKING:
    from pathlib import Path

TIP, RULE = DOCS / "contributing" / "add-a-tip.md", DOCS / "contributing" / "add-a-rule.md"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    root = tmp_path / "tips"
    shutil.copytree(ROOT / "tips", root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return root


def add(path: Path, block: str) -> None:
    path.write_text(f"{path.read_text('utf-8')}\n{block}", "utf-8")


def test_a_tip_that_is_added_as_the_page_says_is_taken(data: Path) -> None:
    source, tip = blocks(TIP, "toml")
    add(data / "catalog" / "movement.toml", tip)
    with pytest.raises(CatalogError, match="there is no source"):
        load_catalog([NudgeKind.MOVEMENT], data)
    add(data / "sources.toml", source)
    (wanted,) = tomllib.loads(tip)["tip"]
    taken = load_catalog([NudgeKind.MOVEMENT], data).tips(NudgeKind.MOVEMENT)[-1]
    assert (taken.id, taken.title) == (wanted["id"], wanted["title"])


def test_a_rule_that_is_added_as_the_page_says_fires_in_its_cases(data: Path) -> None:
    rule, cases = blocks(RULE, "toml")
    add(data / "advice" / "routine.toml", rule)
    rules = load_rules(data)
    ((rule_id, parts),) = tomllib.loads(cases).items()
    base = tomllib.loads((ROOT / "tests/advice/rules.toml").read_text("utf-8"))["base"]

    def fired(case: dict[str, Any]) -> dict[str, Level]:
        facts = facts_of(*decode_inputs({**base, **case}))
        return {rule.id: rule.level for rule in fire(rules, facts)}

    for case in parts["pass"]:
        assert fired(case)[rule_id] == max(fired(case).values(), key=lambda level: level.order)
    assert [case for case in parts["fail"] if rule_id in fired(case)] == []


def test_the_answers_that_the_page_shows_are_answers() -> None:
    (answers,) = blocks(RULE, "json")
    report, profile = read_inputs(answers.encode())
    assert (report.trend, profile.age_band) == ("worse", "16_39")
