"""Telegram's HTML: text from outside is escaped once, at the place where it becomes `Html`."""

from datetime import datetime
from html import escape as _escape


class Html(str):
    """Text that may be sent as HTML as it is; any other `str` is escaped before it is shown."""

    __slots__ = ()


def clean(text: str) -> str:
    """`text` without what no JSON or UTF-8 can carry: NUL, and halves of a cut emoji."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def escape(text: str) -> Html:
    """`text` as it was written; `Html` stays what it is."""
    return text if isinstance(text, Html) else Html(_escape(clean(text)))


def bold(text: str) -> Html:
    return Html(f"<b>{escape(text)}</b>")


def code(text: str) -> Html:
    """Text that is copied by a tap on it."""
    return Html(f"<code>{escape(text)}</code>")


def link(text: str, url: str) -> Html:
    """A link; a text alone when there is no address."""
    return Html(f'<a href="{escape(url)}">{escape(text)}</a>') if url else escape(text)


def quote(text: str, *, expandable: bool = False) -> Html:
    """A quotation; an expandable one shows three lines until it is tapped."""
    return Html(f"<blockquote{' expandable' if expandable else ''}>{escape(text)}</blockquote>")


def relative_time(at: datetime | float, fallback: str) -> Html:
    """«3 minutes ago», kept fresh by the reader's own client; `fallback` is for clients that cannot."""
    return _time(at, "r", fallback)


def moment(at: datetime | float, fallback: str) -> Html:
    """«12:05» in the reader's own time zone; `fallback` is for clients that cannot."""
    return _time(at, "t", fallback)


def lines(*parts: str) -> Html:
    """The parts that are there, one below the other."""
    return Html("\n".join(escape(part) for part in parts if part))


def cut(text: str, length: int) -> str:
    """At most `length` characters, with an ellipsis where something was left out.

    For plain text: a cut through the tags of `Html` would break the message.
    """
    if isinstance(text, Html):
        raise TypeError("cut the text before it becomes Html")
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _time(at: datetime | float, form: str, fallback: str) -> Html:
    unix = int(at.timestamp() if isinstance(at, datetime) else at)
    return Html(f'<tg-time unix="{unix}" format="{form}">{escape(fallback)}</tg-time>')
