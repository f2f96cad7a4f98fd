"""Every page: its links, pictures and files are there, and it says nothing that it must not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from doc_pages import DOCS, LINK, PAGES, ROOT, prose, sections, text

from tips.blocklist import CLAIMS, UNSAFE, broken_rules

GUIDE = DOCS / "guide.md"
FOR_PEOPLE = (Path("README.md"), GUIDE, DOCS / "advice.md", DOCS / "privacy.md")
"""What is read by somebody who uses Lull, and so is held against the block list too."""

WITHOUT_A_PICTURE = {"Which desktops", "When something is wrong"}
"""The sections of the guide that show no feature."""

_ROOMS = "benchmarks|config|docs|journal|requirements|scripts|tests|tips|tray|windows"
NAMED_FILE = re.compile(
    rf"`((?:{_ROOMS})/[\w./-]*\w\.(?:py|toml|md|json|txt|sh)|(?:{_ROOMS})/[\w./-]*/)`"
)
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def anchor(heading: str) -> str:
    """What a heading is linked by, as hosts of Markdown make it."""
    plain = re.sub(r"[^\w\- ]", "", LINK.sub(r"\2", heading).replace("`", "").lower())
    return plain.replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {anchor(heading) for heading in HEADING.findall(prose(page))}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    broken = []
    for _, _, target in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, part = target.partition("#")
        there = (ROOT / page.parent / name).resolve() if name else ROOT / page
        is_there = there.exists() and ROOT in (there, *there.parents)
        if not is_there or (part and part not in anchors(there.relative_to(ROOT))):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = {name for name in NAMED_FILE.findall(text(page)) if "KIND" not in name}
    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_picture_says_what_it_shows(page: Path) -> None:
    pictures = [words for mark, words, _ in LINK.findall(text(page)) if mark]
    assert [words for words in pictures if len(words.split()) < 3] == []


def test_every_feature_of_the_guide_has_a_picture() -> None:
    bare = {name for name, body in sections(GUIDE, 2).items() if "![" not in body}
    assert bare == WITHOUT_A_PICTURE
    listed = re.findall(r"\(#([\w-]+)\)", text(GUIDE).partition("\n## ")[0])
    assert listed == [anchor(name) for name in sections(GUIDE, 2)]


def test_the_index_leads_to_every_page() -> None:
    linked = {target.partition("#")[0] for _, _, target in LINK.findall(text(DOCS / "README.md"))}
    pages = {path.relative_to(DOCS).as_posix() for path in PAGES if path.parts[0] == "docs"}
    assert pages - linked == {"README.md"}


# -- what they say


@pytest.mark.parametrize("page", FOR_PEOPLE, ids=str)
def test_no_page_for_people_gives_unsafe_advice(page: Path) -> None:
    offences = {
        paragraph[:60]: [rule.id for rule, _ in broken]
        for paragraph in prose(page).split("\n")
        if (broken := broken_rules(paragraph, (*UNSAFE, *CLAIMS)))
    }
    assert offences == {}


@pytest.mark.parametrize("page", FOR_PEOPLE[:3], ids=str)
def test_whoever_reads_of_advice_reads_that_no_clinician_has_reviewed_it(page: Path) -> None:
    words = " ".join(text(page).split())
    assert "not a diagnosis" in words
    assert re.search(r"not been reviewed by a clinician|no clinician has reviewed it", words)


def test_the_readme_can_be_read_in_two_minutes() -> None:
    readable = re.sub(r"\]\([^)]*\)|[#*`|!\[\]]", " ", text(Path("README.md")))
    # At some 250 words a minute.
    assert len(readable.split()) < 550


def test_the_changelog_keeps_to_the_form_that_it_names() -> None:
    changelog = text(Path("CHANGELOG.md"))
    first, *released = re.findall(r"^## (.*)$", changelog, re.MULTILINE)
    assert first == "[Unreleased]"
    form = re.compile(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d")
    assert [version for version in released if not form.fullmatch(version)] == []
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.*)$", changelog, re.MULTILINE)) <= kinds
