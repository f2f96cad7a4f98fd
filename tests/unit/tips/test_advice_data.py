from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING

import pytest

from config.errors import CatalogError
from tips.advice_texts import load_texts
from tips.definitions import load_definitions
from tips.habits import load_habits
from tips.rules import Level, load_rules, shipped_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Spoil = Callable[[str, str, str], None]

EMERGENCY = "advice/emergency.toml"
TEXTS = "advice/texts.toml"
HABITS = "advice/habits.toml"


def test_rules_are_read_the_most_urgent_first(data: Path) -> None:
    rules = load_rules(data)
    assert [dataclasses.replace(rule, note="") for rule in rules] == [
        dataclasses.replace(rule, note="") for rule in shipped_rules()
    ]
    orders = [rule.level.order for rule in rules]
    assert orders == sorted(orders, reverse=True)
    assert (rules[0].id, rules[-1].id) == ("E1", "SC")


def test_levels_have_their_order() -> None:
    assert [level.order for level in Level] == [4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('id = "E2"', 'id = "E1"', "rule E1: this id stands twice"),
        ('id = "E2"', 'id = "first"', "id"),
        ('level = "emergency"', 'level = "panic"', "level"),
        ('level = "emergency"', 'level = "self_care"', "level: self_care has a file of its own"),
        ("chest_pain is yes", "chest_ache is yes", "rule E6: when: there is no field 'chest_ache'"),
        ("chest_pain is yes", "chest_pain is sudden", "chest_pain cannot be 'sudden'"),
        ("chest_pain is yes", "chest_pain = yes", "rule E6: when: cannot read '= yes'"),
        ("chest_pain is yes", "chest_pain has yes", "cannot be asked 'has'"),
        (
            "chest_pain is yes",
            "chest_pain is yes and chest_pain is no",
            "rule E6: when: this can never be true",
        ),
        ('reason = "No app can tell where', 'note = "No app can tell where', "reason"),
        ('["hse-chest-pain"]', "[]", "sources"),
        ('["hse-chest-pain"]', '["hearsay"]', "rule E6: there is no source 'hearsay'"),
        ('sources = ["hse-chest-pain"]', "", "sources"),
        ('id = "E6"', 'id = "E6"\ncolour = "red"', "colour"),
        ("checked = 2026-11-22", "", "checked"),
    ],
)
def test_a_rule_that_breaks_the_format_is_refused(
    data: Path, spoil: Spoil, old: str, new: str, why: str
) -> None:
    spoil(EMERGENCY, old, new)
    with pytest.raises(CatalogError, match=why):
        load_rules(data)


def test_a_rule_may_have_been_checked_on_a_day_of_its_own(data: Path, spoil: Spoil) -> None:
    spoil(EMERGENCY, 'id = "E6"', 'id = "E6"\nchecked = 2027-01-02')
    checked = {rule.id: rule.checked for rule in load_rules(data)}
    assert (checked["E5"], checked["E6"]) == (date(2026, 11, 22), date(2027, 1, 2))


def test_a_rule_with_an_empty_reason_is_refused(data: Path) -> None:
    path = data / EMERGENCY
    lines = path.read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("reason"))
    lines[first] = 'reason = " "'
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(CatalogError, match="reason"):
        load_rules(data)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('name = "weak"', 'name = "widespread"', "widespread: this name is taken"),
        ('name = "weak"', 'name = "kind"', "kind: this name is taken"),
        ('when = "weakness is present"', 'when = "weakness is"', "weak: when: it ends too early"),
    ],
)
def test_a_definition_without_sense_is_refused(
    data: Path, spoil: Spoil, old: str, new: str, why: str
) -> None:
    spoil("advice/definitions.toml", old, new)
    with pytest.raises(CatalogError, match=why):
        load_definitions(data)


def test_a_definition_that_is_gone_is_missed(data: Path, spoil: Spoil) -> None:
    spoil("advice/definitions.toml", 'name = "always"', 'name = "forever"')
    with pytest.raises(CatalogError, match="no field 'always'"):
        load_texts(data)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("crisis = ", "catastrophe = ", "no step 'crisis' of rule E13"),
        ('sudden = "all of a sudden"', "", "tempo: not cannot, days, sudden, weeks"),
        ('age_band = "your age"', "", "open: not age_band, conditions, medicines"),
        (
            'level = "emergency"\nwhen = "always"',
            'level = "emergency"\nwhen = "since_days > 3"',
            "the last emergency has no when = 'always'",
        ),
        ('when = "suicidal is yes"', 'when = "sad is yes"', "emergency: when: there is no field"),
        ('when = "pregnant_or_after"', 'when = "pregnant_now"', "general: when: there is no field"),
        ('sources = ["bjgp-2009"', 'sources = ["hearsay"', "no source 'hearsay'"),
    ],
)
def test_texts_that_do_not_fit_are_refused(
    data: Path, spoil: Spoil, old: str, new: str, why: str
) -> None:
    spoil(TEXTS, old, new)
    with pytest.raises(CatalogError, match=why):
        load_texts(data)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("rules has U3|U4", "rules has U99|U4", "medication.*rules cannot be 'U99'"),
        ("fluids is limited", "fluids is none", "hydration.*fluids cannot be 'none'"),
        ("caffeine_mg > 200", "pregnant is yes", "caffeine_mg is shown but not asked about"),
        (
            "sleep_minutes < 420 and triggers has sleep or sleep_minutes < 360",
            "triggers has sleep",
            "sleep_hours is shown but not asked about",
        ),
        ('"drake-2013"]', '"hearsay"]', "no source 'hearsay'"),
    ],
)
def test_habits_that_do_not_fit_are_refused(
    data: Path, spoil: Spoil, old: str, new: str, why: str
) -> None:
    spoil(HABITS, old, new)
    with pytest.raises(CatalogError, match=why):
        load_habits(data)
