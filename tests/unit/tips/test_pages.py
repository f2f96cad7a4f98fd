from __future__ import annotations

import dataclasses
import re
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from config.errors import CatalogError
from tips.blocklist import CLAIMS, UNSAFE, broken_rules
from tips.model import Source
from tips.nudge_words import NAMED_DISEASES
from tips.pages import PAGE_NAMES, Page, Section, load_page, page_html, page_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HELP = "pages/when_to_get_help.toml"


def all_words(page: Page) -> str:
    parts = [page.title, page.intro, page.notice]
    for section in page.sections:
        parts += [section.heading, *section.paragraphs, *section.bullets]
    return "\n".join(parts)


class Outline(HTMLParser):
    """Checks nesting and collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "meta":
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "aria-labelledby"}:
                self.targets.append((value or "").lstrip("#"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def outline(document: str) -> Outline:
    parsed = Outline()
    parsed.feed(document)
    parsed.close()
    assert parsed.open == []
    return parsed


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_page_says_what_it_is_not(name: str) -> None:
    notice = load_page(name).notice
    for words in (
        "general information from published guidance",
        "not a diagnosis",
        "cannot examine you",
        "has not been reviewed by a clinician",
    ):
        assert words in notice


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_no_page_gives_unsafe_advice(name: str) -> None:
    assert broken_rules(all_words(load_page(name)), UNSAFE + CLAIMS) == ()


def test_the_help_page_goes_from_the_most_urgent_down() -> None:
    assert [section.heading for section in load_page("when_to_get_help").sections] == [
        "Get emergency help now",
        "Speak to someone today",
        "Contact your doctor in the next few days",
        "Book an ordinary appointment",
        "Simple steps, and when to come back",
    ]


def test_the_help_page_names_no_disease_and_gives_the_numbers() -> None:
    page = load_page("when_to_get_help")
    assert broken_rules(all_words(page), [NAMED_DISEASES]) == ()
    assert "112, 999, 911 or your local number" in page.intro
    assert "112, 999, 911 or your local number" in page.sections[0].paragraphs[0]
    assert all(section.sources for section in page.sections)


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (0, ["face has dropped", "sudden weakness", "slurred", "lost sight", "short of breath",
             "cannot swallow", "fit or a blackout", "confused", "chest pain", "bladder or bowel",
             "dark brown", "pesticide", "pupils", "jaw has locked", "lithium", "serotonin",
             "stopped alcohol", "ending your life", "headache", "pregnant", "double sight"]),
        (1, ["lost the strength", "swallowing", "see double", "fever", "will not stop", "tingling",
             "sick", "kidneys", "statin", "lithium", "serotonin", "races or skips", "baclofen",
             "alcohol", "under 16", "not sure"]),
        (2, ["lost the strength", "dropping things", "smaller", "slurred", "tongue", "rigid",
             "ripple", "One side of the face", "unsteady", "lose weight", "50 or older",
             "water pills", "low mood", "in your family", "not sure", "numbness"]),
        (3, ["two weeks", "more than one place", "weak, heavy or stiff", "close tightly",
             "medicine was started", "cramps", "pins and needles", "jerk", "pregnant", "under 16",
             "bothers you", "kidney", "pyridostigmine"]),
        (4, ["lasts over two weeks", "other places", "gets weak", "Get help now if"]),
    ],
)  # fmt: skip
def test_every_published_sign_is_on_the_help_page(section: int, words: list[str]) -> None:
    part = load_page("when_to_get_help").sections[section]
    text = " ".join((*part.paragraphs, *part.bullets))
    assert [missing for missing in words if missing not in text] == []


def test_the_about_page_covers_the_article() -> None:
    text = all_words(load_page("about"))
    for words in (
        "fasciculation", "lower motor neurones", "ALS", "flare-up", "benign fasciculation syndrome",
        "cramp-fasciculation syndrome", "thyroid", "Parathyroid", "kidney disease", "vitamin D",
        "B12", "magnesium", "potassium", "Hard exercise", "lack of sleep", "Caffeine", "Alcohol",
        "Extreme cold", "Breathing too fast", "Stress and anxiety", "water pills and steroids",
        "trouble you, see a doctor", "one side of the face",
    ):  # fmt: skip
        assert words in text


def test_every_trigger_carries_the_strength_of_its_evidence() -> None:
    (triggers,) = (s for s in load_page("about").sections if "set a twitch off" in s.heading)
    assert len(triggers.bullets) == 10
    for bullet in triggers.bullets:
        assert re.search(r"Evidence: (good|fair|weak|conflicting)\b", bullet)


def test_references_are_numbered_by_first_use() -> None:
    page = load_page("about")
    assert len({source.id for source in page.references}) == len(page.references)
    assert page.references[0] is page.sections[0].sources[0]


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_plain_text_fits_into_80_columns_and_leaves_nothing_out(name: str) -> None:
    page = load_page(name)
    text = page_text(page)
    assert max(map(len, text.splitlines())) <= 80
    flat = " ".join(text.split())
    for words in all_words(page).split("\n"):
        assert words in flat
    for number, source in enumerate(page.references, start=1):
        assert f"[{number}] {source.title}" in flat
    assert text.endswith("Last checked against its sources on 2026-11-22.\n")


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_html_is_well_formed_self_contained_and_complete(name: str) -> None:
    page = load_page(name)
    document = page_html(page)
    parsed = outline(document)
    assert document.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert "script" not in parsed.tags
    assert not {"img", "link", "iframe", "object"} & set(parsed.tags)
    assert not re.search(r"url\(|@import|src=|https?://", document)
    assert parsed.tags.count("h1") == 1
    assert parsed.tags.count("h2") == len(page.sections) + 1
    assert len(set(parsed.ids)) == len(parsed.ids)
    assert set(parsed.targets) <= set(parsed.ids)
    assert "prefers-color-scheme: dark" in document
    assert "@media print" in document
    flat = " ".join("".join(parsed.text).split())
    for words in all_words(page).split("\n"):
        assert words in flat


SMALL = Page("T", "I", "N", (Section("H", ("P",), (), ()),), date(2026, 1, 2))


def test_what_looks_like_markup_is_shown_and_not_obeyed() -> None:
    bad = "<script>alert(\"x\")</script> & 'y'"
    source = Source("s", bad, bad)
    page = Page(bad, bad, bad, (Section(bad, (bad,), (bad,), (source,)),), date(2026, 1, 2))
    document = page_html(page)
    assert "<script" not in document
    assert document.count("&lt;script&gt;alert(&quot;x&quot;)") == 9
    outline(document)


def test_a_page_without_sources_has_no_references() -> None:
    assert "References" not in page_html(SMALL)
    assert page_text(SMALL) == (
        "T\n=\n\nI\n\nN\n\nH\n-\n\nP\n\nLast checked against its sources on 2026-01-02.\n"
    )


def test_a_reference_names_its_doi_or_its_address() -> None:
    sources = (Source("a", "A", "10.1/x"), Source("b", "B", "nhs.uk/b"), Source("c", "C"))
    text = page_text(dataclasses.replace(SMALL, sections=(Section("H", (), ("B",), sources),)))
    assert "[1] A, doi 10.1/x\n[2] B, nhs.uk/b\n[3] C\n" in text


def test_there_are_no_other_pages() -> None:
    with pytest.raises(CatalogError, match="there is no such page"):
        load_page("../sources")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("The twitch has lasted", "Your MS has lasted", "bullets: the name of a disease"),
        ("Do not drive yourself.", "Drive yourself.", "(12-drive-yourself)"),
        ("It is not a diagnosis.", "You are fine.", "notice: a promise that all is well"),
        (
            "go away by themselves",
            "demonstrate spontaneous physiological remission characteristically",
            "intro: reading grade",
        ),
        ("You cannot swallow.", "You cannot swallow!", "an exclamation mark"),
        ('"fast-stroke"', '"a-blog"', "there is no source 'a-blog'"),
        ("checked = 2026-11-22", "checked = true", "Expected `date`"),
        ('title = "When', 'colour = "red"\ntitle = "When', "unknown field `colour`"),
    ],
)
def test_a_bad_page_is_refused(
    data: Path, spoil: Callable[[str, str, str], None], old: str, new: str, complaint: str
) -> None:
    spoil(HELP, old, new)
    with pytest.raises(CatalogError) as caught:
        load_page("when_to_get_help", data)
    assert caught.value.detail.startswith(HELP)
    assert complaint in caught.value.detail
