"""The settings: their shape, their limits, and how a file becomes settings.

The defaults stand in ``defaults.toml`` and nowhere else; a person's file is laid over them.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from config.clock import TimeOfDay, TimeRange, Weekday, parse_range, parse_time
from config.errors import SettingsError, WrongValueError
from config.language import N_, tr
from config.patterns import PatternSettings
from config.profile import Country, Profile, hint
from config.settings_rules import TIMING_KEYS, problem_of
from config.settings_text import read_text

if TYPE_CHECKING:
    from config.kinds import NudgeKind

_NOT_VALID = N_("Settings are not valid")
_WEEKDAYS = tuple(Weekday)


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, so that settings can be shared between threads and used as cache keys."""


class DayHours(_Struct, frozen=True):
    """A weekday of its own; None means as on any other day.

    Attributes:
        active_hours: When nudges may come on this day.
        bedtime: The bedtime of this day's evening.
    """

    active_hours: tuple[TimeRange, ...] | None = None
    bedtime: TimeOfDay | None = None


class Day(_Struct, frozen=True):
    """Active hours and bedtime.

    Attributes:
        active_hours: When nudges may come, as ranges of local time that do not overlap.
        bedtime: Local time; before noon it belongs to the night after the day.
        monday: Monday where it differs; likewise the other weekdays.
        tuesday: See monday.
        wednesday: See monday.
        thursday: See monday.
        friday: See monday.
        saturday: See monday.
        sunday: See monday.
    """

    active_hours: tuple[TimeRange, ...]
    bedtime: TimeOfDay
    monday: DayHours = DayHours()
    tuesday: DayHours = DayHours()
    wednesday: DayHours = DayHours()
    thursday: DayHours = DayHours()
    friday: DayHours = DayHours()
    saturday: DayHours = DayHours()
    sunday: DayHours = DayHours()

    def hours(self, weekday: int) -> tuple[TimeRange, ...]:
        """The active hours that start on ``weekday`` (Monday is 0)."""
        own = self._own(weekday).active_hours
        return self.active_hours if own is None else own

    def bedtime_on(self, weekday: int) -> TimeOfDay:
        """The bedtime that belongs to ``weekday`` (Monday is 0)."""
        own = self._own(weekday).bedtime
        return self.bedtime if own is None else own

    def _own(self, weekday: int) -> DayHours:
        own: DayHours = getattr(self, _WEEKDAYS[weekday].value)
        return own


class Limits(_Struct, frozen=True):
    """How much is too much.

    Attributes:
        nudges_per_day: Nudges shown on a local day at the most, 0 to 24.
        gap_minutes: Minutes between two nudges at the least, 5 to 720.
        away_minutes: Minutes without a key or the pointer after which the person counts as away,
            1 to 120.
    """

    nudges_per_day: Annotated[int, msgspec.Meta(ge=0, le=24)]
    gap_minutes: Annotated[int, msgspec.Meta(ge=5, le=720)]
    away_minutes: Annotated[int, msgspec.Meta(ge=1, le=120)]


class Notifications(_Struct, frozen=True):
    """How notifications behave.

    Attributes:
        stay_seconds: Seconds on the screen, 5 to 3600; 0 until answered or past its time.
        private_wording: Whether a notification says only whose it is, until the person has it
            shown.
    """

    stay_seconds: Annotated[int, msgspec.Meta(ge=0, le=3600)]
    private_wording: bool


class ProfileSettings(Profile, frozen=True, kw_only=True):
    """The person's profile, and what else about them changes nudges and words.

    Attributes:
        limit_fluids: Told to limit fluids; water nudges are off then (knowledge, section 4).
        country: Whose emergency number is shown: an ISO 3166-1 code of two letters; None for that
            of the computer's language.
    """

    limit_fluids: bool
    country: Country | None = None

    @property
    def for_advice(self) -> Profile:
        """What of it the rules of the advice ask about."""
        return Profile(**{name: getattr(self, name) for name in Profile.__struct_fields__})


class Caffeine(_Struct, frozen=True):
    """How caffeine is counted.

    Attributes:
        half_life_hours: Hours, 1.5 to 9.5 (US Institute of Medicine 2001); None for what fits the
            rest of the settings, see `tips.caffeine.half_life_hours`.
        slow_metabolism: Whether caffeine leaves this body slowly; told, not measured.
        usual_drink: The id of the drink that the button "Had one" logs.
    """

    slow_metabolism: bool
    usual_drink: str
    half_life_hours: Annotated[float, msgspec.Meta(ge=1.5, le=9.5)] | None = None


class Nudge(_Struct, frozen=True):
    """When one kind of nudge comes: exactly one of the three timings is set.

    Attributes:
        on: Whether it comes at all.
        weekdays: The days on which it comes; for a bedtime, the day whose evening it is.
        at: Fixed local times of day.
        every_minutes: Minutes between two inside active hours, 15 to 720.
        before_bedtime_minutes: Minutes before the bedtime, 0 to 960.
    """

    on: bool
    weekdays: tuple[Weekday, ...]
    at: tuple[TimeOfDay, ...] | None = None
    every_minutes: Annotated[int, msgspec.Meta(ge=15, le=720)] | None = None
    before_bedtime_minutes: Annotated[int, msgspec.Meta(ge=0, le=960)] | None = None


class Nudges(_Struct, frozen=True):
    """One entry for each kind of nudge, under its name."""

    caffeine: Nudge
    sleep: Nudge
    stress: Nudge
    hydration: Nudge
    check_in: Nudge
    movement: Nudge
    alcohol: Nudge
    cold: Nudge
    screen: Nudge
    breathing: Nudge


class Settings(_Struct, frozen=True):
    """Everything that a person can set.

    Attributes:
        language: One of `config.language.LANGUAGES`; "" for the desktop's.
    """

    language: str
    day: Day
    limits: Limits
    notifications: Notifications
    profile: ProfileSettings
    caffeine: Caffeine
    patterns: PatternSettings
    nudges: Nudges

    def nudge(self, kind: NudgeKind) -> Nudge:
        """The settings of one kind."""
        nudge: Nudge = getattr(self.nudges, kind.value)
        return nudge


def defaults_text() -> str:
    """The shipped ``defaults.toml``, comments included."""
    file = Path(__file__).with_name("defaults.toml")
    if file.exists():
        return file.read_text(encoding="utf-8")
    import importlib.resources  # noqa: PLC0415 - for an archive; zipfile and 20 modules come along

    return importlib.resources.files("config").joinpath(file.name).read_text(encoding="utf-8")


def default_settings() -> Settings:
    """The settings of someone who changed nothing."""
    return parse("")


def template_text() -> str:
    """A file to start from: every setting with its comment, each value commented out.

    A default that changes in a later version then reaches everybody who did not choose otherwise.
    """
    lines = []
    for line in defaults_text().splitlines():
        is_value = line and not line.startswith(("#", "["))
        lines.append(f"# {line}" if is_value else line)
    return "\n".join(lines) + "\n"


def load(path: Path) -> Settings:
    """Read the settings at ``path``; the defaults where there is no file.

    Raises:
        SettingsError: The file cannot be read or is not valid; the detail names the place.
    """
    text = read_text(path)
    return default_settings() if text is None else parse(text)


def parse(text: str) -> Settings:
    """Settings from the ``text`` of a file, laid over the defaults.

    Raises:
        SettingsError: Not TOML, an unknown key, or a value out of range; the detail names it.
    """
    try:
        chosen = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from config.syntax_words import toml_words  # noqa: PLC0415 - for a slip alone

        raise SettingsError(tr("Settings are not valid TOML"), toml_words(error)) from error
    # Both come from tomllib on input made to hurt: nesting without end, integers without end.
    except (RecursionError, ValueError) as error:
        raise SettingsError(
            tr("Settings are not valid TOML"), tr("too deep or too long")
        ) from error
    _refuse_unknown(chosen, Settings, "")
    try:
        settings = msgspec.convert(_overlay(_defaults(), chosen), Settings, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise _refused(error) from error
    problem = problem_of(settings)
    if problem is not None:
        raise SettingsError.of_field(tr(_NOT_VALID), *problem)
    return settings


@functools.cache
def _defaults() -> dict[str, Any]:
    """The tables of the defaults; nobody changes them."""
    return tomllib.loads(defaults_text())


def _overlay(base: dict[str, Any], top: dict[str, Any]) -> dict[str, Any]:
    """``top`` laid over ``base``, table by table."""
    merged = dict(base)
    if any(key in top for key in TIMING_KEYS):
        # A person who chooses another timing replaces the default one instead of adding to it.
        merged = {key: value for key, value in base.items() if key not in TIMING_KEYS}
    for key, value in top.items():
        below = base.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[key] = _overlay(below, value)
        else:
            merged[key] = value
    return merged


def _refuse_unknown(table: dict[str, Any], struct: type[msgspec.Struct], path: str) -> None:
    """Name a key that does not exist, with the nearest one that does."""
    known = _keys(struct)
    for key, value in table.items():
        where = f"{path}{key}"
        if key not in known:
            import difflib  # noqa: PLC0415 - 0.4 MB that a file without a slip never needs

            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            hint = tr("known: {names}", names=", ".join(known))
            if near:
                hint = tr('did you mean "{setting}"?', setting=f"{path}{near[0]}")
            problem = tr("no such setting; {hint}", hint=hint)
            raise SettingsError.of_field(tr(_NOT_VALID), where, problem)
        inner = known[key]
        if (
            isinstance(value, dict)
            and isinstance(inner, type)
            and issubclass(inner, msgspec.Struct)
        ):
            _refuse_unknown(value, inner, f"{where}.")


@functools.cache
def _keys(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """The keys of a table and what stands there; msgspec reads the annotations anew each time."""
    return {field.name: field.type for field in msgspec.structs.fields(struct)}


def _decode(wanted: type, value: object) -> object:
    """The msgspec hook for times and ranges; its ValueError gains the field's path."""
    if not isinstance(value, str):
        from config.value_words import kind_of  # noqa: PLC0415 - for a slip alone

        message = tr('expected text in quotes such as "08:00", got {type}', type=kind_of(value))
        raise ValueError(message)  # noqa: TRY004 - msgspec adds the path to a ValueError
    return parse_range(value) if wanted is TimeRange else parse_time(value)


def _refused(error: msgspec.ValidationError) -> SettingsError:
    """What msgspec found wrong, with the setting's name in front and what it takes behind."""
    from config.value_words import complaint_of  # noqa: PLC0415 - for a slip alone

    complaint = complaint_of(error)
    takes = hint(complaint.field)
    if takes:
        words = tr("{problem}; {hint}", problem=complaint.words, hint=takes)
        complaint = complaint._replace(words=words)
    family = SettingsError if complaint.ours else WrongValueError
    return complaint.error(family, tr(_NOT_VALID))
