"""The pages that a person reads: shipped ones, and two made from the journal."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from config.errors import InputError
from config.paths import make_folder, write_private
from journal.entry_words import number
from journal.totals import day_totals, local_day_bounds
from tips.pages import Page, Section, load_page, page_html, page_text
from tray.look_back import look_back_page

if TYPE_CHECKING:
    from pathlib import Path

    from config.paths import Paths
    from journal.totals import DayTotals
    from tray.desk import Desk

SHIPPED = ("about", "when_to_get_help")
MADE = ("look_back", "report")
REPORT_WEEKS = 4

_NOTICE = (
    "This is what was logged, without any interpretation. It is not a diagnosis, and it has not "
    "been reviewed by a clinician."
)


def page(name: str, desk: Desk) -> Page:
    """The page ``name``, one of `SHIPPED` or `MADE`.

    Raises:
        InputError: There is no such page.
        JournalError: The journal cannot be read.
        CatalogError: The shipped page is damaged.
    """
    if name in SHIPPED:
        return load_page(name)
    if name == "look_back":
        return look_back_page(desk, _NOTICE)
    if name == "report":
        return _report(desk)
    raise InputError("No such page", name[:40])


def text_of(name: str, desk: Desk) -> str:
    """The page ``name`` for a terminal."""
    return page_text(page(name, desk))


def write(name: str, paths: Paths, desk: Desk) -> Path:
    """Write the page ``name`` as HTML for the person's browser; returns the owner-only file.

    Raises:
        InputError: There is no such page.
        OSError: It cannot be written.
    """
    html = page_html(page(name, desk))
    make_folder(paths.pages)
    path = paths.pages / f"{name}.html"
    write_private(path, html.encode())
    return path


def _section(heading: str, bullets: list[str]) -> Section:
    return Section(heading=heading, paragraphs=(), bullets=tuple(bullets), sources=())


def _report(desk: Desk) -> Page:
    today = desk.clock.today()
    first = today - timedelta(days=7 * REPORT_WEEKS - 1)
    weeks: dict[date, list[DayTotals]] = defaultdict(list)
    for ahead in range(7 * REPORT_WEEKS):
        day = first + timedelta(days=ahead)
        entries = desk.journal.entries(*local_day_bounds(day, desk.clock.zone))
        if entries:
            start = first + timedelta(days=ahead // 7 * 7)
            weeks[start].append(day_totals(entries, day, desk.clock.zone))
    sections = [
        _section(f"{start} to {start + timedelta(days=6)}", _week(totals))
        for start, totals in weeks.items()
    ]
    if not sections:
        sections = [_section("Nothing yet", ["Nothing was logged in this time."])]
    made = desk.clock.local(desk.clock.now())
    intro = (
        f"Habits logged from {first} to {today}, by week. Made on {made:%Y-%m-%d at %H:%M}. "
        "Figures are the person's own notes; days without any notes are left out."
    )
    return Page("Report for my doctor", intro, _NOTICE, tuple(sections), None)


def _week(totals: list[DayTotals]) -> list[str]:
    def mean(values: list[float], unit: str) -> str:
        if not values:
            return "not noted"
        # A day on which none was noted may be one without any, or one on which it was forgotten:
        # so it is said for how many of the days the figure holds.
        days = f"noted on {len(values)} of {len(totals)} days"
        return f"{sum(values) / len(values):.1f} {unit} ({days})"

    def total(values: list[float], unit: str) -> str:
        noted = [value for value in values if value]
        if not noted:
            return "not noted"
        days = f"noted on {len(noted)} of {len(values)} days"
        return f"{number(sum(noted))} {unit} in the week ({days})"

    drinks = [t.water_ml for t in totals if t.water_ml]
    return [
        f"Days with notes: {len(totals)}",
        f"Sleep: {mean([t.sleep_hours for t in totals if t.sleep_hours is not None], 'hours')}",
        f"Caffeine: {mean([t.caffeine_mg for t in totals if t.caffeine_mg], 'mg on such a day')}",
        f"Stress: {mean([t.stress for t in totals if t.stress is not None], 'of 10')}",
        f"Water and other drinks: {mean(drinks, 'ml on such a day')}",
        f"Alcohol: {total([t.alcohol_units for t in totals], 'units')}",
        f"Exercise: {total([t.exercise_minutes for t in totals], 'minutes')}",
    ]
