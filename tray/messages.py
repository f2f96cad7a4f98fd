"""What may be said over the control socket: one JSON object a line, checked before it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from config.errors import DesktopError, InputError, LullError
from config.kinds import NudgeKind, Window
from config.language import N_, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 64 * 1024
"""The longest line either side reads."""
MAX_TOKEN = 256
"""Characters of an activation token; compositors give a few dozen."""

_OTHER_VERSION = N_("the Lull that runs may be of another version; end it and start it again")

_Word = Annotated[str, msgspec.Meta(max_length=100)]
_Language = Annotated[str, msgspec.Meta(max_length=10)]
_Token = Annotated[str, msgspec.Meta(max_length=MAX_TOKEN)]


def activation_token(environ: Mapping[str, str]) -> str:
    """What the click that started this process gave it, for the window that it asks for."""
    return environ.get("XDG_ACTIVATION_TOKEN", "")[:MAX_TOKEN]


class _Message(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    omit_defaults=True,
    tag_field="command",
):
    """A request; the command's name stands in the field ``command``.

    Attributes:
        language: What the sender was told to speak, which the reply, or the window, speaks too; ""
            for what Lull speaks.
        locale: What the desktop or the terminal of the sender speaks: the reply does too, unless
            the sender was told another language, or the settings say one; "" likewise.
    """

    language: _Language = ""
    locale: _Language = ""

    def reply_language(self, setting: str) -> str:
        """What the reply is to speak, which is what the sender speaks; "" for what Lull speaks.

        Args:
            setting: The language of the settings; "" for none.
        """
        return self.language or (self.locale and (setting or self.locale))


class Status(_Message, frozen=True, tag="status"):
    """What comes next, or why it is quiet."""


class Today(_Message, frozen=True, tag="today"):
    """The day's totals."""


class Pause(_Message, frozen=True, tag="pause"):
    """Hold everything until a moment.

    Attributes:
        until: As a person says it; see `tray.pause.parse`.
    """

    until: _Word


class Resume(_Message, frozen=True, tag="resume"):
    """End the pause."""


class Log(_Message, frozen=True, tag="log"):
    """Log something.

    Attributes:
        words: What, and how much; see `tray.quick_log.parse`.
        id: The entry's id, made by the sender: with ``at`` beside it, asking again logs nothing
            twice.
        at: When it happened, as a person says it or in ISO 8601; None for now.
    """

    words: Annotated[list[_Word], msgspec.Meta(min_length=1, max_length=2)]
    id: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
    at: _Word | None = None


class Undo(_Message, frozen=True, tag="undo"):
    """Take back what was logged last."""


class Nudge(_Message, frozen=True, tag="nudge"):
    """Show a nudge now.

    Attributes:
        kind: Which one.
    """

    kind: NudgeKind


class Ease(_Message, frozen=True, tag="ease"):
    """Which kinds come half as often.

    Attributes:
        undo: The kind that comes as before from now on; None to change nothing.
    """

    undo: NudgeKind | None = None


class Breathe(_Message, frozen=True, tag="breathe"):
    """Start two minutes of slow breathing."""


class Open(_Message, frozen=True, tag="open"):
    """Open a window, or bring the one that is there to the front.

    Attributes:
        window: Which one.
        token: As in `Hello`.
    """

    window: Window
    token: _Token = ""


class Hello(_Message, frozen=True, tag="hello"):
    """A second start: open the window, or say on the desktop that Lull runs already.

    Attributes:
        token: What lets the window come to the front: the second start's XDG_ACTIVATION_TOKEN.
    """

    token: _Token = ""


class Changed(_Message, frozen=True, tag="changed"):
    """Another process changed the journal: look anew at what hangs on it."""


class Quit(_Message, frozen=True, tag="quit"):
    """End the running Lull."""


Request = (
    Status
    | Today
    | Pause
    | Resume
    | Log
    | Undo
    | Nudge
    | Ease
    | Breathe
    | Open
    | Hello
    | Changed
    | Quit
)


class Reply(msgspec.Struct, frozen=True):
    """The answer to a request.

    Attributes:
        ok: Whether it was done.
        result: What came of it.
        title: The error's title, if it was not.
        detail: The error's detail.
        exit_code: What the command line exits with.
    """

    ok: bool
    result: Any = None
    title: str = ""
    detail: str = ""
    exit_code: int = 0


_requests = msgspec.json.Decoder(Request)
_replies = msgspec.json.Decoder(Reply)
_encoder = msgspec.json.Encoder(enc_hook=str)  # a shown text may know its English besides


def encode(message: Request | Reply) -> bytes:
    """A message as one line."""
    return _encoder.encode(message) + b"\n"


def decode_request(line: bytes) -> Request:
    """Read a request.

    Raises:
        InputError: Not JSON, not a command, or a field that is missing, unknown or out of range.
    """
    try:
        request: Request = _requests.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise not_understood() from error
    return request


def not_understood() -> InputError:
    """What whoever sent no request is answered."""
    return InputError(tr("Lull does not know what it was asked"), tr(_OTHER_VERSION))


def decode_reply(line: bytes) -> Reply:
    """Read a reply.

    Raises:
        DesktopError: It is none.
    """
    try:
        return _replies.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise DesktopError(tr("Lull gave no clear answer"), tr(_OTHER_VERSION)) from error


def refusal(error: LullError) -> Reply:
    """The reply that carries an error."""
    return Reply(ok=False, title=error.title, detail=error.detail, exit_code=error.exit_code)


class RemoteError(LullError):
    """An error that the running Lull answered with."""


def error_from(reply: Reply) -> LullError:
    """The error that a refusal carries, of the family that its exit status tells."""
    family = InputError if reply.exit_code == InputError.exit_code else RemoteError
    return family(reply.title, reply.detail)
