"""What is known, said in another language: nothing of it stays English."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import catalogues
import pytest
from hard_coded import hard_coded, whole

from config import language, pseudo_language
from config.errors import InputError
from config.profile import Profile
from config.settings import ProfileSettings
from tips import check_in, fluids
from tips.advice import advise, explain, not_told
from tips.advice_texts import load_texts
from tips.caffeine import load_caffeine
from tips.catalog import load_catalog
from tips.drinks import load_drinks
from tips.emergency import load_numbers, numbers_for
from tips.free_text import known_in_english_alone
from tips.habits import load_habits
from tips.pages import PAGE_NAMES, load_page, page_html, page_text
from tips.phrases import KIND_PHRASES
from tips.questions import core_questions, load_options, load_questions, options
from tips.report import Report, TodayFacts
from tips.report_words import load_report_words
from tips.rules import load_rules
from tips.sources import shipped_sources
from tips.told import place_words, twitch_words
from tips.trials import load_trial_habits

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent.parent.parent
TITLES = [
    words
    for source in shipped_sources().values()
    for words in (source.calm_title, source.title, source.url_or_doi)
    if words
]
TODAY = TodayFacts(caffeine_mg=410.0, sleep_hours=5.5, country="GB")


def test_every_shown_text_of_the_data_files_is_asked_for_and_no_other(
    speak: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    real = pseudo_language.PseudoWords.one

    def one(words: pseudo_language.PseudoWords, text: str, context: str) -> str:
        asked.add(text)
        return real(words, text, context)

    monkeypatch.setattr(pseudo_language.PseudoWords, "one", one)
    speak(language.PSEUDO)
    for load in (
        load_caffeine,
        load_catalog,
        load_drinks,
        load_habits,
        load_numbers,
        load_options,
        load_questions,
        load_report_words,
        load_rules,
        load_texts,
        load_trial_habits,
    ):
        load()
    for name in PAGE_NAMES:
        load_page(name)
    extracted = {text for _, text, _, _ in catalogues._in_data(ROOT)}
    assert extracted - asked == set()
    # Beside them: what the code itself says meanwhile.
    assert asked - extracted <= {language.NOT_REVIEWED}


EMERGENCY = Report(sites=("face_other",), since_days=0, signs={"face_droop": "yes"})
CRISIS = Report(sites=("hand",), since_days=1, signs={"_core": "all_no", "suicidal": "unsure"})
URGENT = Report(
    sites=("hand",), since_days=2, signs={"_core": "all_no", "weakness": "days"}, kind="jerk"
)
CALM = Report(
    sites=("eyelid",),
    since_days=3,
    signs={"_core": "all_no"},
    kind="flicker",
    triggers=("caffeine", "sleep"),
    worry_high=True,
    troublesome=True,
    free_text="my speech is slurred",
)
TOLD = Profile(age_band="16_39", conditions=(), medicines=())


@pytest.mark.parametrize("report", [EMERGENCY, CRISIS, URGENT, CALM])
@pytest.mark.parametrize("profile", [TOLD, Profile()])
def test_advice_is_whole_in_another_language_and_says_that_nobody_reviewed_it(
    report: Report, profile: Profile, speak: Callable[[str], None]
) -> None:
    speak(language.PSEUDO)
    advice = advise(report, profile, TODAY)
    texts = [
        advice.headline,
        advice.next_step,
        *advice.what_to_do,
        *advice.why,
        *advice.come_back_if,
        *advice.sources,
        *advice.offers,
        advice.notice,
        advice.emergency_number or "",
        not_told(profile),
    ]
    for habit in advice.habits:
        texts += [habit.text, habit.source]
    for rule in explain(advice):
        texts += [rule.reason, *rule.sources]
    assert [found for text in texts if (found := hard_coded(text, *TITLES))] == []
    assert all(map(whole, texts))
    assert advice.notice.endswith(language.review_note())


def test_the_level_is_the_same_in_every_language(speak: Callable[[str], None]) -> None:
    reports = (EMERGENCY, CRISIS, URGENT, CALM)
    here = [advise(report, TOLD, TODAY).level for report in reports]
    speak(language.PSEUDO_MIRRORED)
    assert [advise(report, TOLD, TODAY).level for report in reports] == here


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_page_is_whole_and_says_that_nobody_reviewed_the_translation(
    name: str, speak: Callable[[str], None]
) -> None:
    english = page_html(load_page(name))
    assert '<html lang="en-GB">' in english
    speak(language.PSEUDO_MIRRORED)
    page = load_page(name)
    unwrapped = page_text(dataclasses.replace(page, sections=())) + " ".join(
        words for part in page.sections for words in (part.heading, *part.paragraphs, *part.bullets)
    )
    assert hard_coded(unwrapped) == []
    assert page.notice.endswith(language.review_note())
    document = page_html(page)
    assert '<html lang="ar-XB" dir="rtl">' in document
    assert document.count("<a ") == english.count("<a ")
    assert "\0" not in document


def test_numbers_and_answers_are_those_of_the_language(speak: Callable[[str], None]) -> None:
    before = (numbers_for("GB"), core_questions(), options("sites"))
    speak(language.PSEUDO)
    numbers, questions, sites = numbers_for("GB"), core_questions(), options("sites")
    assert (numbers, questions, sites) != before
    assert [one.key for one in questions] == [one.key for one in before[1]]
    assert [one.value for one in sites] == [one.value for one in before[2]]
    assert hard_coded(" ".join(one.text + one.help + one.said for one in questions)) == []
    assert numbers.call.startswith("⟦")
    told = {"sites": ["eyelid", "hand"], "kind": "jerk"}
    assert hard_coded(place_words(told)) == []
    for again in (True, False):
        assert hard_coded(" ".join(twitch_words(told, again=again))) == []
    assert hard_coded(" ".join(twitch_words({"kind": "jerk"}, again=False))) == []


def test_the_check_in_and_the_kinds_are_marked_for_translation(
    speak: Callable[[str], None],
) -> None:
    speak(language.PSEUDO)
    marked = {text for _, text, _, _ in catalogues._in_code(ROOT)}
    shown = {check_in.LEAD, check_in.ONLY_ADDS, check_in.LOGGED, *KIND_PHRASES.values()}
    for question in check_in.QUESTIONS:
        shown |= {question.text, question.unit}
    assert shown <= marked
    stress, caffeine = check_in.QUESTIONS[1], check_in.QUESTIONS[2]
    for question, amount, logged in ((stress, 11, None), (caffeine, 1, 2.5)):
        with pytest.raises(InputError) as caught:
            check_in.check_answer(question, amount, logged)
        assert hard_coded(caught.value.title) == []
        assert hard_coded(caught.value.detail) == []


def test_why_water_is_off_is_said_in_the_language(speak: Callable[[str], None]) -> None:
    speak(language.PSEUDO)
    for profile in (
        ProfileSettings(limit_fluids=True),
        ProfileSettings(limit_fluids=False, conditions=("heart_failure",)),
    ):
        assert hard_coded(fluids.why_no_water_nudges(profile)) == []
    assert fluids.why_no_water_nudges(ProfileSettings(limit_fluids=False)) == ""


def test_a_note_is_understood_in_english_alone_and_that_is_said(
    speak: Callable[[str], None],
) -> None:
    assert known_in_english_alone() == ""
    speak(language.PSEUDO)
    assert known_in_english_alone().startswith("⟦")


def test_since_when_it_is_counts_days_by_their_number(speak: Callable[[str], None]) -> None:
    def why(days: int) -> str:
        return " ".join(advise(Report(sites=("hand",), since_days=days, signs={}), TOLD, TODAY).why)

    speak(language.PSEUDO)
    assert all(hard_coded(why(days)) == [] for days in (0, 1, 2, 20))


def test_the_day_of_a_source_is_written_as_the_language_has_it(
    speak: Callable[[str], None],
) -> None:
    from tips.habits import dated  # noqa: PLC0415 - for this alone

    assert dated("NHS", dt.date(2026, 11, 2)) == "NHS (checked 2 November 2026)"
    speak(language.PSEUDO)
    assert hard_coded(dated("NHS", dt.date(2026, 11, 2)), "NHS") == []
