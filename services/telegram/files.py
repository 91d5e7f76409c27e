"""Files that people sent: fetched when they are needed, never kept."""

import aiohttp
from aiogram import Bot

from services.domain.gateways import Refused, TryLater
from services.telegram.errors import FILE_GONE, spoken
from services.telegram.methods import ReadFile

LARGEST = 20 * 1024 * 1024  # bytes that Telegram lets a bot download
_CHUNK = 64 * 1024
_PATIENCE = 60  # seconds for the whole of it


async def fetch(bot: Bot, file_id: str) -> bytes:
    """What the file holds. Raises `TryLater`, or `Refused` when it cannot be had any more."""
    found = await spoken(bot(ReadFile(file_id=file_id)))
    path = found.get("file_path")
    if not isinstance(path, str):
        raise Refused(FILE_GONE)
    try:
        return await _download(bot, path)
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        failure = _meaning(error)
    # Raised out here: the address in the error holds the token, which must not even be the context of ours.
    raise failure


def _meaning(error: Exception) -> TryLater | Refused:
    status = error.status if isinstance(error, aiohttp.ClientResponseError) else 0
    if status in (400, 404):  # the path is good for an hour only
        return Refused(FILE_GONE)
    return TryLater(f"no file from Telegram: {f'HTTP {status}' if status else type(error).__name__}")


async def _download(bot: Bot, path: str) -> bytes:
    content = bytearray()
    address = bot.session.api.file_url(bot.token, path)
    async for chunk in bot.session.stream_content(address, timeout=_PATIENCE, chunk_size=_CHUNK):
        content += chunk
        if len(content) > LARGEST:
            raise Refused(FILE_GONE)
    return bytes(content)
