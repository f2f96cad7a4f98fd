"""The sections of the settings window, each a page; every change counts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from config.clock import Weekday
from config.language import N_, NP_, tr, trp
from config.local_format import capital
from config.settings_rules import CAFFEINATED_DRINKS
from tips.drinks import load_drinks
from windows import settings_values as values
from windows import settings_words as words
from windows.controls import CheckRow
from windows.drop_list import DropList
from windows.fields import country_list, labelled
from windows.layouts import Columns
from windows.parts import Card, ChoiceGroup, Disclosure, Page, Role, Text
from windows.profile_model import CONDITIONS, MEDICINES
from windows.profile_parts import AgeGroup, PregnancyGroup, ProfileList
from windows.settings_fields import Stepper, TextField
from windows.settings_file import problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from config.errors import SettingsError
    from config.settings import Settings
    from windows.settings_file import SettingsFile
    from windows.settings_values import Setting
    from windows.theme import Theme

    Keep = Callable[[Mapping[str, object]], SettingsError | None]

PAGE_EMS: Final = 52
_COLUMN_EMS: Final = 18
SAME_AS_OTHERS: Final = N_("as usual")


class Section(Page):
    """One page of settings."""

    def __init__(self, theme: Theme, file: SettingsFile, keep: Keep, headline: str) -> None:
        """Begin with the headline.

        Args:
            theme: What to paint with.
            file: What holds now.
            keep: Writes values; gives what is wrong with them, or None.
            headline: What the page is about.
        """
        super().__init__(theme, widest=PAGE_EMS * theme.look.text)
        self.theme = theme
        self.file = file
        self.keep = keep
        self.headline = Text(headline, theme, Role.TITLE)
        self.body.addWidget(self.headline)
        self.fields: dict[str, TextField] = {}

    @property
    def settings(self) -> Settings:
        """What holds now."""
        return self.file.settings

    def field(
        self, setting: Setting, label: str, help_text: str = "", *, placeholder: str = ""
    ) -> TextField:
        """A field that is typed into; it writes as soon as it is done."""
        text = setting.read(self.settings)
        made = TextField(self.theme, label, text, help_text, placeholder=placeholder)
        return self._bound(made, setting)

    def stepper(
        self,
        setting: Setting,
        label: str,
        words_: tuple[str, str],
        help_text: str = "",
        *,
        unit: str = "",
        placeholder: str = "",
    ) -> TextField:
        """A field between two buttons; see `windows.settings_fields.Stepper`."""
        if setting.steps is None:
            raise ValueError(setting.name)
        made = Stepper(
            self.theme,
            label,
            setting.read(self.settings),
            setting.steps,
            words_,
            help_text,
            unit=unit,
            placeholder=placeholder,
        )
        return self._bound(made, setting)

    def _bound(self, field: TextField, setting: Setting) -> TextField:
        def show() -> None:
            text, default = setting.read(self.settings), setting.default()
            field.show_text(text)
            field.offer_default(default if text != default else "")

        def write(value: object) -> None:
            error = self.keep({setting.name: value})
            if error is None:
                show()
            else:
                field.show_problem(problem(error, (setting.name,), setting.wanted))

        field.changed.connect(lambda: write(setting.write(field.text)))
        field.back.connect(field.edit.setFocus)
        field.back.connect(lambda: write(None))
        self.fields[setting.name] = field
        show()
        return field

    def row(self, name: str, label: str, help_text: str, *, on: bool) -> CheckRow:
        """A switch that writes as soon as it is pressed."""
        made = CheckRow(label, self.theme, help_text)
        made.setChecked(on)

        def write() -> None:
            if self.keep({name: made.isChecked()}) is not None:
                made.setChecked(not made.isChecked())  # the window says why

        made.clicked.connect(write)
        return made

    def write_group(self, group: ChoiceGroup, name: str, value: Callable[[], object]) -> None:
        """Have a group of choices write as soon as one is made."""

        def write() -> None:
            error = self.keep({name: value()})
            if error is not None:
                group.show_problem(problem(error, (name,), error.detail))

        group.changed.connect(write)

    def write_list(self, drop: DropList, name: str) -> None:
        """Have a list that drops down write as soon as something is chosen."""
        drop.activated.connect(lambda _: self.keep({name: drop.currentData() or None}))


class DaySection(Section):
    """Bedtime and active hours."""

    def __init__(self, theme: Theme, file: SettingsFile, keep: Keep) -> None:
        super().__init__(theme, file, keep, tr("Your day"))
        self.body.addWidget(Text(tr(words.DAY_LEAD), theme, Role.BODY, "quiet"))
        card = Card(theme)
        card.body.addWidget(self.stepper(values.bedtime(), tr("&Bedtime"), words.QUARTERS))
        card.body.addWidget(
            self.field(
                values.active_hours(),
                tr("Active &hours"),
                tr(words.HOURS_HELP, quiet=values.quiet()),
            )
        )
        self.body.addWidget(card)
        own = QWidget()
        column = QVBoxLayout(own)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Text(tr(words.OWN_DAYS_HELP, quiet=values.quiet()), theme, Role.HELP))
        self._own = Columns(
            [self._day(day) for day in Weekday],
            _COLUMN_EMS * theme.look.text,
            2,
            round(1.5 * theme.look.gap),
        )
        column.addWidget(self._own)
        self.more = Disclosure(theme, tr("Days of their &own"), tr("Hide days of their &own"), own)
        self.more.show_content(shown=any(_is_own(self.settings, day) for day in Weekday))
        self.more.opened.connect(lambda: self.reveal(self.more))
        self.body.addWidget(self.more)
        self.body.addStretch(1)

    def _day(self, day: Weekday) -> QWidget:
        card = Card(self.theme)
        name = values.day_name(day)
        card.body.addWidget(
            self.stepper(
                values.bedtime(day),
                tr("{day}: bedtime", day=name),
                words.QUARTERS,
                placeholder=str(self.settings.day.bedtime),
            )
        )
        hours = self.field(
            values.active_hours(day),
            tr("{day}: active hours", day=name),
            placeholder=tr(SAME_AS_OTHERS),
        )
        card.body.addWidget(hours)
        return card


def _is_own(settings: Settings, day: Weekday) -> bool:
    own = getattr(settings.day, day)
    return own.bedtime is not None or own.active_hours is not None


class OftenSection(Section):
    """How many nudges, how far apart, and when somebody counts as away."""

    def __init__(self, theme: Theme, file: SettingsFile, keep: Keep) -> None:
        super().__init__(theme, file, keep, tr("How often"))
        card = Card(theme)
        for setting, label, steps, help_text, unit in (
            (values.NUDGES_PER_DAY, N_("Nudges a &day, at most"), words.ONES, words.MOST_HELP, ""),
            (
                values.GAP_MINUTES,
                N_("&Minutes between two"),
                words.QUARTERS_LESS,
                "",
                NP_("unit of a field", "minutes"),
            ),
            (
                values.AWAY_MINUTES,
                N_("Awa&y after"),
                words.MINUTES_LESS,
                words.AWAY_HELP,
                NP_("unit of a field", "minutes"),
            ),
            (
                values.STAY_SECONDS,
                N_("Sta&ys for"),
                words.SECONDS_LESS,
                words.STAY_HELP,
                NP_("unit of a field", "seconds"),
            ),
        ):
            card.body.addWidget(
                self.stepper(
                    setting, tr(label), steps, tr(help_text), unit=trp("unit of a field", unit)
                )
            )
        self.body.addWidget(card)
        self.private = self.row(
            "notifications.private_wording",
            tr("Private wording"),
            tr(words.PRIVATE_HELP),
            on=self.settings.notifications.private_wording,
        )
        self.body.addWidget(self.private)
        self.body.addStretch(1)


class AboutYouSection(Section):
    """What the advice and some nudges go by; all of it optional."""

    def __init__(self, theme: Theme, file: SettingsFile, keep: Keep) -> None:
        super().__init__(theme, file, keep, tr("About you"))
        profile = self.settings.profile
        self.body.addWidget(Text(tr(words.ABOUT_LEAD), theme, Role.BODY, "quiet"))
        age = AgeGroup(theme)
        age.choose([profile.age_band or ""])
        self.write_group(age, "profile.age_band", lambda: age.told)
        country = country_list(profile.country, tr(words.COUNTRY_HELP), theme)
        self.write_list(country, "profile.country")
        pregnant = PregnancyGroup(theme)
        pregnant.choose([profile.pregnant or ""])
        self.write_group(pregnant, "profile.pregnant", lambda: pregnant.told)
        fluids = self.row(
            "profile.limit_fluids",
            tr("I was told to limit how much I drink"),
            tr(words.FLUIDS),
            on=profile.limit_fluids,
        )
        conditions = ProfileList(theme, "conditions", tr(CONDITIONS), profile.conditions)
        self.write_group(conditions, "profile.conditions", lambda: conditions.told)
        medicines = ProfileList(theme, "medicines", tr(MEDICINES), profile.medicines)
        self.write_group(medicines, "profile.medicines", lambda: medicines.told)
        placed = labelled(tr("&Country"), country, theme, tr(words.COUNTRY_HELP))
        for part in (age, placed, pregnant, fluids, conditions, medicines):
            self.body.addWidget(part)
        self.body.addStretch(1)


class CaffeineSection(Section):
    """How caffeine is counted."""

    def __init__(self, theme: Theme, file: SettingsFile, keep: Keep) -> None:
        super().__init__(theme, file, keep, tr("Caffeine"))
        caffeine = self.settings.caffeine
        self.body.addWidget(Text(tr(words.CAFFEINE_LEAD), theme, Role.BODY, "quiet"))
        slow = self.row(
            "caffeine.slow_metabolism",
            tr("Coffee keeps me awake for long"),
            tr(words.SLOW_HELP),
            on=caffeine.slow_metabolism,
        )
        half_life = self.stepper(
            values.HALF_LIFE,
            tr("&Half of it is gone after"),
            words.HALVES,
            tr(words.HALF_LIFE_HELP),
            unit=trp("unit of a field", "hours"),
            placeholder=tr(words.BY_ITSELF),
        )
        drinks = load_drinks()
        usual = DropList(tr("Usual drink"), theme)
        for drink in CAFFEINATED_DRINKS:
            usual.addItem(capital(drinks[drink].name), drink)
        usual.setCurrentIndex(usual.findData(caffeine.usual_drink))
        self.write_list(usual, "caffeine.usual_drink")
        card = Card(theme)
        card.body.addWidget(labelled(tr("&Usual drink"), usual, theme, tr(words.USUAL_HELP)))
        card.body.addWidget(half_life)
        self.body.addWidget(slow)
        self.body.addWidget(card)
        self.body.addStretch(1)
