"""The pages made from the journal, and the shipped ones, as text and as files."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from lull_parts import Time, drinks, moment

from config.errors import InputError
from config.paths import Paths, resolve
from config.settings import parse
from journal.entries import Entry, EntryKind, new_id
from journal.store import Journal
from tray import look_back, pages
from tray.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def time() -> Time:
    return Time("12:00")


@pytest.fixture
def desk(tmp_path: Path, time: Time) -> Iterator[Desk]:
    with Journal.open(tmp_path / "journal.sqlite3", time.clock.now) as journal:
        yield Desk(journal, time.clock, parse(""), drinks())


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return resolve(str(tmp_path / "lull"), {})


def log(desk: Desk, at: str, *words: str) -> None:
    desk.log(list(words), "command", at=desk.clock.iso(moment(at)))


def test_looking_back_tells_each_day_newest_first_and_each_entry_in_order(desk: Desk) -> None:
    log(desk, "-1 22:10", "alcohol")
    log(desk, "-1 07:30", "sleep", "6.5")
    log(desk, "08:10", "coffee")
    log(desk, "-14 08:10", "tea")
    page = pages.page("look_back", desk)
    assert [(section.heading, section.bullets) for section in page.sections] == [
        ("Tuesday 10 March 2026", ("08:10  Coffee, about 100 mg of caffeine",)),
        ("Monday 9 March 2026", ("07:30  Sleep, 6.5 hours", "22:10  Alcohol, 1 unit")),
    ]
    assert [section.paragraphs for section in page.sections] == [
        ("Caffeine: about 100 mg. Water and other drinks: 250 ml.",),
        ("Sleep: 6.5 hours. Alcohol: 1 unit.",),
    ]
    assert page.checked is None


def test_a_day_with_more_than_is_read_at_once_is_told_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look_back, "_AT_ONCE", 2)
    for hour in range(5):
        log(desk, f"0{hour}:00", "water")
    [section] = pages.page("look_back", desk).sections
    assert [bullet[:5] for bullet in section.bullets] == [f"0{hour}:00" for hour in range(5)]


def test_what_was_undone_is_not_looked_back_on(desk: Desk) -> None:
    log(desk, "08:10", "coffee")
    desk.undo()
    assert "Coffee" not in pages.text_of("look_back", desk)


@pytest.mark.parametrize("name", pages.MADE)
def test_an_empty_journal_makes_a_page_that_says_so(desk: Desk, name: str) -> None:
    text = pages.text_of(name, desk)
    assert "Nothing yet" in text
    assert "Last checked" not in text


def test_a_full_journal_makes_pages_soon_enough(desk: Desk) -> None:
    entries = [
        Entry(new_id(), EntryKind.DRINK, moment(f"-{day} {hour:02}:00"), "tea", 250, 75, 250)
        for day in range(40)
        for hour in range(24)
    ]
    desk.journal.add_many(entries)
    assert len(pages.page("look_back", desk).sections) == look_back.DAYS


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs


def test_nothing_in_the_journal_can_become_a_tag(desk: Desk, paths: Paths) -> None:
    item = "<script>alert('1')</script><img src=x>\"&"
    desk.journal.add(Entry(new_id(), EntryKind.DRINK, moment("08:00"), item, 250))
    html = pages.write("look_back", paths, desk).read_text()
    tags = Tags()
    tags.feed(html)
    assert "script" not in tags.names
    assert "img" not in tags.names
    assert "&lt;script&gt;alert(&#x27;1&#x27;)" in html
    assert not [value for name, value in tags.attributes if name in {"src", "onload"}]


@pytest.mark.parametrize("name", [*pages.SHIPPED, *pages.MADE])
def test_every_page_is_a_file_for_its_owner_alone(desk: Desk, paths: Paths, name: str) -> None:
    log(desk, "08:10", "coffee")
    for _ in range(2):
        path = pages.write(name, paths, desk)
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
    html = path.read_text()
    assert html.startswith("<!DOCTYPE html>")
    assert not re.search(r"(src|href)=\"(?!#)", html)
    assert ("Last checked against" in html) is (name in pages.SHIPPED)
    assert pages.text_of(name, desk).endswith("\n")


def test_a_page_that_does_not_exist_is_bad_input(desk: Desk, paths: Paths) -> None:
    for name in ("", "../settings", "x" * 500):
        with pytest.raises(InputError) as caught:
            pages.write(name, paths, desk)
        assert len(caught.value.detail) <= 40
    assert not paths.pages.exists()
