"""Files that were sent: kept in memory, given out by `getFile`."""

import base64
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from sandbox.telegram import limits
from sandbox.telegram.errors import bad

PHOTO_SIZE = (1280, 960)  # nobody looks into the picture


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file at Telegram; `path` is what follows the token in its address."""

    id: str
    unique_id: str
    path: str
    name: str
    content: bytes

    def json(self) -> dict[str, Any]:
        """What every kind of file has."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    """All files by id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def store(self, upload: Upload, folder: str) -> StoredFile:
        """Keep a file; `folder` is "photos" or "documents"."""
        number = len(self.by_id)
        digest = hashlib.sha256(upload.content + str(number).encode()).digest()
        suffix = PurePosixPath(upload.name).suffix or ".jpg"
        stored = StoredFile(
            id="AgACAgIAAxkB" + base64.urlsafe_b64encode(digest).decode().rstrip("="),
            unique_id="AQAD" + base64.urlsafe_b64encode(digest[:8]).decode().rstrip("="),
            path=f"{folder}/file_{number}{suffix}",
            name=upload.name,
            content=upload.content,
        )
        self.by_id[stored.id] = self.by_path[stored.path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        """A file by its id; raises `ApiError`."""
        if file_id not in self.by_id:
            raise bad("invalid file_id")
        return self.by_id[file_id]


def media(stored: StoredFile, kind: str) -> dict[str, Any]:
    """What a message carries: `photo` or `document`."""
    if kind == "photo":
        width, height = PHOTO_SIZE
        return {"photo": [stored.json() | {"width": width, "height": height}]}
    mime = mimetypes.guess_type(stored.name)[0] or "application/octet-stream"
    return {"document": stored.json() | {"file_name": stored.name, "mime_type": mime}}


def check_size(upload: Upload, kind: str) -> None:
    """Photos up to 10 MB, documents up to 50 MB."""
    if not upload.content:
        raise bad("file must be non-empty")
    most = limits.PHOTO_BYTES if kind == "photo" else limits.UPLOAD_BYTES
    if len(upload.content) > most:
        raise bad(f"too big for a photo: {len(upload.content)} bytes" if kind == "photo" else "file is too big")
