"""Every string that the advice and its questions can show."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from advice_cases import profiles, reports
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from tips.advice import advise
from tips.advice_texts import shipped_texts
from tips.blocklist import CLAIMS, UNSAFE, broken_rules
from tips.emergency import load_numbers
from tips.habits import shipped_habits
from tips.nudge_words import NAMED_DISEASES, PAGE_TONE
from tips.questions import options, shipped_questions
from tips.readability import flesch_kincaid_grade
from tips.report import TodayFacts
from tips.rules import shipped_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.profile import Profile
    from tips.report import Report

GRADE = 8.0

BANNED = re.compile(
    r"\byou(?:'re| are) fine\b|\bnothing serious\b|\bjust stress\b|\bdon't worry\b|\babnormal\b"
    r"|\bnormal\b|\bred alert\b|\brules? (?:it )?out\b|\byou have (?:an? )?\w*(?:disease|syndrome)"
    r"|\bodds\b|\bper cent\b|%|\brisk\b|!",
    re.IGNORECASE,
)
"""Section 7: no false comfort, no alarm, no odds."""

MS_TEAM = re.compile(r"\bMS team\b|\blive with MS\b")
"""What somebody who said that they live with MS may read."""


usual_days = st.builds(
    TodayFacts,
    caffeine_mg=st.sampled_from([None, 90.0, 210.0, 410.0]),
    sleep_hours=st.sampled_from([None, 3.0, 5.5, 8.0]),
    alcohol_units=st.sampled_from([None, 2.0, 9.5]),
    limit_fluids=st.booleans(),
)


def fixed_texts() -> Iterator[tuple[str, str]]:
    """The texts of the data files, with the words of a country that is not known.

    A telephone number of some country would count as a long word, which it is not to a reader.
    """
    for rule in shipped_rules():
        yield f"reason of {rule.id}", rule.reason
    for habit in shipped_habits():
        if habit.cause:
            yield f"cause and habit {habit.trigger}", f"{habit.cause} {habit.text}"
        text = habit.text.replace("{caffeine_mg}", "410").replace("{sleep_hours}", "5.5")
        yield f"habit {habit.trigger}", text
    texts = shipped_texts()
    words = load_numbers()[""]
    sentences = [texts.notice, texts.worry_offer, *texts.red_flags, *texts.steps.values()]
    sentences += [text for text, _ in texts.general]
    sentences += [text for _, text, _ in texts.more]
    for row in texts.levels:
        sentences += [row.headline, *row.what_to_do, *row.come_back_if]
    for sentence in sentences:
        filled = sentence.replace("{call}", words.call).replace("{crisis_line}", words.crisis_line)
        yield sentence[:40], filled.replace("{advice_line}", words.advice_line)


def question_texts() -> Iterator[tuple[str, str]]:
    asked = shipped_questions()
    for question in (*asked.core, *(question for question, _ in asked.other)):
        yield f"{question.key} said", question.said
        for form in (question, question.follow_up, question.unsure_follow_up):
            if form is not None:
                yield f"{question.key} text", form.text
                yield f"{question.key} help", form.help
                yield f"{question.key} answers", ". ".join(label for _, label in form.answers)


@pytest.mark.parametrize(
    ("name", "text"), [pytest.param(*pair, id=pair[0]) for pair in fixed_texts()]
)
def test_a_text_of_the_advice_is_plain_and_safe(name: str, text: str) -> None:
    assert text == " ".join(text.split())
    assert flesch_kincaid_grade(text) <= GRADE, name
    assert not broken_rules(text, (*UNSAFE, *CLAIMS, *PAGE_TONE))
    assert not broken_rules(MS_TEAM.sub("", text), (NAMED_DISEASES,))
    assert not BANNED.search(text)


@pytest.mark.parametrize(
    ("name", "text"), [pytest.param(*pair, id=pair[0]) for pair in question_texts()]
)
def test_a_question_is_plain_and_safe(name: str, text: str) -> None:
    assert flesch_kincaid_grade(text) <= GRADE, name
    assert not broken_rules(text, (*UNSAFE, *CLAIMS, *PAGE_TONE))
    assert "test your" not in text.lower()


@pytest.mark.parametrize(
    "name",
    [
        *("sites", "spread", "kinds", "since", "bout", "frequency", "trend", "checked_by_doctor"),
        *("triggers", "medicine_change", "ms_relapse", "pregnant"),
    ],
)
def test_a_list_of_answers_is_plain_and_safe(name: str) -> None:
    # A label of one word has no grade that means anything; the list as a whole has.
    labels = ". ".join(option.label for option in options(name))
    helps = [option.help for option in options(name) if option.help]
    said = [option.said for option in options(name) if option.said]
    for text in (labels, *helps, *said):
        assert flesch_kincaid_grade(text) <= GRADE, text
        assert not broken_rules(text, (*UNSAFE, *CLAIMS, *PAGE_TONE))


@pytest.mark.parametrize("name", ["medicines", "conditions"])
def test_a_list_of_names_is_safe(name: str) -> None:
    # Medicines and illnesses have the names they have, so that no grade is asked of them.
    for option in options(name):
        for text in (option.label, option.help, option.said):
            assert not broken_rules(text, (*UNSAFE, *CLAIMS, *PAGE_TONE))
    for option in options("conditions"):
        assert option.said
        assert not broken_rules(MS_TEAM.sub("", option.said), (NAMED_DISEASES,))


@settings(max_examples=examples(100), deadline=None)
@given(report=reports(), profile=profiles(), today=usual_days)
def test_whatever_is_shown_is_plain_and_safe(
    report: Report, profile: Profile, today: TodayFacts
) -> None:
    advice = advise(report, profile, today)
    shown = (
        *(advice.headline, *advice.what_to_do, *advice.why, *advice.come_back_if, *advice.offers),
        *(habit.text for habit in advice.habits),
    )
    for text in shown:
        # Medicines that the person named have the names they have.
        if not text.startswith("You said") or not profile.medicines:
            assert flesch_kincaid_grade(text) <= GRADE, text
        assert not broken_rules(text, (*UNSAFE, *CLAIMS, *PAGE_TONE)), text
        assert not BANNED.search(text), text
        assert not broken_rules(MS_TEAM.sub("", text), (NAMED_DISEASES,)), text


@settings(max_examples=examples(60), deadline=None)
@given(report=reports(), profile=profiles(), today=usual_days)
def test_ms_is_named_to_nobody_who_did_not_name_it(
    report: Report, profile: Profile, today: TodayFacts
) -> None:
    advice = advise(report, profile, today)
    if "ms" in (profile.conditions or ()):
        return
    shown = (advice.headline, *advice.what_to_do, *advice.why, *advice.come_back_if)
    texts = (*shown, *(habit.text for habit in advice.habits), *advice.offers)
    assert not any(re.search(r"\bMS\b", text) for text in texts)


def test_no_source_beside_the_advice_names_a_disease() -> None:
    titles = {
        source.calm_title
        for holder in (*shipped_rules(), *shipped_habits(), shipped_texts())
        for source in holder.sources
    }
    # Two organisations have "MS" in their names.
    named = {title for title in titles if broken_rules(title, (NAMED_DISEASES,))}
    assert {title.split(" (")[0] for title in named} <= {"MS Trust", "MSAA"}


def test_every_rule_can_be_explained() -> None:
    for rule in shipped_rules():
        assert rule.reason
        assert rule.sources
        assert rule.checked.year >= 2026


def test_no_text_stands_twice_in_one_advice() -> None:
    texts = shipped_texts()
    for row in texts.levels:
        for one, other in itertools.combinations((*row.what_to_do, *row.come_back_if), 2):
            assert one != other
