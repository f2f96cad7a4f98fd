"""The kinds of nudge have one name everywhere."""

from __future__ import annotations

import msgspec

from config.kinds import NudgeKind
from config.settings import Nudges


def test_every_kind_has_its_settings_and_no_other_does() -> None:
    assert {field.name for field in msgspec.structs.fields(Nudges)} == set(NudgeKind)
