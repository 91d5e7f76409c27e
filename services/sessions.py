"""Coming in to the pages: by Telegram's signed data or by a one-time link, then a short session, renewed in use."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from services.domain.decision import Refusal
from services.domain.people import Person
from services.storage import keys_store, staff_store
from services.storage.database import Database
from services.telegram.init_data import opened_by

LINK = timedelta(minutes=5)  # how long a one-time link waits to be opened
SESSION = timedelta(minutes=30)  # without a request
LONGEST = timedelta(hours=12)  # however busy


class Sessions:
    """A session is a signed word, not a row: who, since when, until when. Rights are read anew at each request."""

    def __init__(self, db: Database, token: str, now: Callable[[], datetime]) -> None:
        self._db, self._token, self._now = db, token, now
        self._key = hmac.new(token.encode(), b"page sessions", hashlib.sha256).digest()

    async def open_by_telegram(self, init_data: str) -> str | Refusal:
        """A session for whoever opened the app in Telegram; the same data opens it once."""
        opened = opened_by(self._token, init_data, self._now())
        if opened is None:
            return Refusal("page-stale")
        async with self._db.writing() as conn:
            person = await staff_store.by_telegram(conn, opened.telegram_id)
            if person is None or not person.active:
                return Refusal("page-stranger")
            if not await keys_store.use_first(conn, _hash(init_data), person.id, opened.expires_at, self._now()):
                return Refusal("page-stale")
        return self._sign(person.id, self._now())

    async def open_by_key(self, key: str) -> str | Refusal:
        """A session for whoever holds a one-time link."""
        async with self._db.writing() as conn:
            staff_id = await keys_store.use(conn, _hash(key), self._now())
        return Refusal("page-stale") if staff_id is None else self._sign(staff_id, self._now())

    async def give_key(self, person: Person) -> str:
        """The secret of a one-time link for a person."""
        key = secrets.token_urlsafe(24)
        async with self._db.writing() as conn:
            await keys_store.give(conn, _hash(key), person.id, self._now() + LINK)
        return key

    async def holder(self, session: str) -> Person | Refusal:
        """Whose session it is, with the rights of this moment."""
        read = self._read(session)
        if read is None:
            return Refusal("page-stale")
        async with self._db.reading() as conn:
            person = await staff_store.find(conn, read[0])
        return person if person and person.active else Refusal("page-stranger")

    def renewed(self, session: str) -> str | None:
        """The same session for another while, once half of it is over; None while there is time."""
        read = self._read(session)
        if read is None:
            return None
        staff_id, since, until = read
        ending = until - self._now() < SESSION / 2
        return self._sign(staff_id, since) if ending and self._now() + SESSION < since + LONGEST else None

    async def forget(self) -> None:
        """Drop keys that expired."""
        async with self._db.writing() as conn:
            await keys_store.forget(conn, self._now())

    def _sign(self, staff_id: int, since: datetime) -> str:
        until = min(self._now() + SESSION, since + LONGEST)
        words = f"{staff_id}.{int(since.timestamp())}.{int(until.timestamp())}"
        return f"{words}.{self._seal(words)}"

    def _read(self, session: str) -> tuple[int, datetime, datetime] | None:
        words, _, seal = session.rpartition(".")
        if not hmac.compare_digest(seal.encode(), self._seal(words).encode()):
            return None
        staff_id, since, until = map(int, words.split("."))
        ends = datetime.fromtimestamp(until, UTC)
        return (staff_id, datetime.fromtimestamp(since, UTC), ends) if self._now() < ends else None

    def _seal(self, words: str) -> str:
        return hmac.new(self._key, words.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
