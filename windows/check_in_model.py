"""The check-in without Qt: what the day holds so far, and keeping what the person adds."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from config.errors import LullError
from config.local_time import local_now
from config.settings import default_settings
from config.usable import usable_settings
from journal.check_in import Drinks, Habit, logged, save
from journal.entries import new_id
from journal.store import Journal
from journal.totals import local_day_bounds
from tips.check_in import QUESTIONS
from tips.drinks import load_drinks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from config.paths import Paths
    from tips.check_in import Question

_log = logging.getLogger(__name__)


class CheckIn:
    """One check-in, from opening the page to saving it.

    Attributes:
        questions: What is asked, each with what is logged for the day; None where nothing is.
    """

    def __init__(self, paths: Paths, now: Callable[[], dt.datetime] = local_now) -> None:
        """Look at what is logged; a journal that cannot be read leaves the page empty.

        Args:
            paths: Where the files are.
            now: Tells the time in the person's zone, aware.

        Raises:
            CatalogError: The list of drinks is damaged.
        """
        self._paths = paths
        self._now = now
        self._id = new_id()
        settings = usable_settings(paths) or default_settings()
        self._drinks = Drinks.of(load_drinks(), settings.caffeine.usual_drink)
        before = self._logged()
        self.questions: tuple[tuple[Question, float | None], ...] = tuple(
            (question, before.get(Habit(question.habit))) for question in QUESTIONS
        )

    def save(self, answers: Mapping[str, float]) -> None:
        """Keep the answers, all or none of them; doing it again keeps nothing twice.

        Args:
            answers: The day's totals, by habit.

        Raises:
            InputError: There is no answer.
            JournalError: They could not be kept.
        """
        given = {Habit(habit): amount for habit, amount in answers.items()}
        with Journal.open(self._paths.journal) as journal:
            save(journal, given, self._drinks, self._now(), self._id)

    def _logged(self) -> dict[Habit, float]:
        if not self._paths.journal.exists():
            return {}
        now = self._now()
        day, zone = now.date(), now.tzinfo or dt.UTC
        try:
            with Journal.open(self._paths.journal) as journal:
                entries = journal.entries(*local_day_bounds(day, zone))
        except LullError as error:
            _log.warning("%s", error.title_for_log)
            return {}
        return logged(entries, day, zone, self._drinks)
