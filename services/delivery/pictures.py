"""The comment of a lead that was added by hand: who added it, what is to be found out, and the pictures (OP10-18)."""

import logging
from collections.abc import Callable
from datetime import datetime

from services.delivery.verified import manual_leads
from services.domain.gateways import CREDENTIALS, Crm, File, Messenger, Refused, TryLater
from services.domain.manual_lead import ManualLead
from services.rulebook import Rulebook
from services.storage import staff_store
from services.storage.database import Database
from services.telegram.texts import Texts

log = logging.getLogger(__name__)


class Pictures:
    """Fetches pictures from Telegram when they go to the portal; until then, ids are all we keep."""

    def __init__(
        self,
        db: Database,
        crm: Crm,
        messenger: Messenger,
        texts: Texts,
        rulebook: Rulebook,
        now: Callable[[], datetime],
    ) -> None:
        self._db, self._crm, self._messenger, self._texts, self._rulebook = db, crm, messenger, texts, rulebook
        self._verified = manual_leads(db, now)

    async def attach(self, manual: ManualLead, lead_id: int, marker: str) -> None:
        """Once; a picture that cannot be had, or that the portal does not take, is said to be missing."""
        if await self._verified.arrived(manual, lambda: self._crm.has_comment(lead_id, marker)):
            return
        files, lost = await self._fetched(manual)
        try:
            await self._comment(manual, lead_id, marker, files, lost=lost)
        except Refused as refused:
            if not files or refused.code == CREDENTIALS:
                raise
            log.error("Bitrix24 refused the pictures of lead %s: %s", lead_id, refused)
            await self._comment(manual, lead_id, marker, [], lost=True)

    async def _comment(self, manual: ManualLead, lead_id: int, marker: str, files: list[File], *, lost: bool) -> None:
        text = f"{await self._words(manual, lost=lost)}\n{marker}"
        await self._verified.once(manual, lambda: self._crm.attach(lead_id, text, files))

    async def _words(self, manual: ManualLead, *, lost: bool) -> str:
        adding, told = self._rulebook.rules.adding, manual.told
        async with self._db.reading() as conn:
            person = await staff_store.find(conn, manual.staff_id)
        title = adding.title if adding else ""
        lines = [self._texts.plain("comment-added-by-hand", title=title, who=person.name if person else "Telegram")]
        if adding and adding.note and not told.source:
            lines.append(adding.note)
        if told.unlisted:
            lines.append(self._texts.plain("comment-source-not-listed", said=told.unlisted))
        if lost:
            lines.append(self._texts.plain("comment-picture-lost"))
        return "\n".join(lines)

    async def _fetched(self, manual: ManualLead) -> tuple[list[File], bool]:
        """Those that Telegram still has, and whether one is missing."""
        files: list[File] = []
        for picture in manual.told.pictures:
            try:
                files.append(File(picture.name, await self._messenger.fetch(picture.file_id)))
            except Refused as refused:
                if refused.code == CREDENTIALS:
                    raise TryLater("Telegram refuses the token") from None
                log.warning("a picture for lead %s is lost: %s", manual.lead_id, refused)
        return files, len(files) < len(manual.told.pictures)
