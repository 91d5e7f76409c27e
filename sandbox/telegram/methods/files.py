"""sendPhoto, sendDocument, getFile."""

from typing import Literal

from sandbox.telegram import limits
from sandbox.telegram.chats import Json
from sandbox.telegram.errors import bad
from sandbox.telegram.files import Upload, check_size, media
from sandbox.telegram.methods.content import (
    Params,
    caption_of,
    check_topic,
    markup_of,
    options_of,
    refuse_not_stood_in,
    reply_of,
)
from sandbox.telegram.state import State, check_rights


def send_photo(state: State, params: Params) -> Json:
    """Send a picture; the message."""
    return _send(state, params, "photo")


def send_document(state: State, params: Params) -> Json:
    """Send a file; the message."""
    return _send(state, params, "document")


def _send(state: State, params: Params, kind: Literal["photo", "document"]) -> Json:
    refuse_not_stood_in(params)
    caption = caption_of(state, params)
    chat = state.chat(params.get("chat_id"), "write")
    check_topic(params)
    reply_to, markup = reply_of(params, chat), markup_of(params, chat)
    check_rights(chat, f"{kind}s")
    content = _media(state, params.get(kind), kind)
    state.admit(chat)
    options = options_of(params)
    sent = state.post(chat, state.bot, caption, media=content, reply_markup=markup, reply_to=reply_to, options=options)
    return sent.json()


def _media(state: State, given: object, kind: Literal["photo", "document"]) -> Json:
    if given is None:
        raise bad(f"there is no {kind} in the request")
    if isinstance(given, Upload):
        check_size(given, kind)
        return media(state.files.store(given, f"{kind}s"), kind)
    if "://" in str(given):
        raise bad("sandbox: files from the web are not stood in")
    stored = state.files.find(str(given))
    if not stored.path.startswith(kind):
        other = "document" if kind == "photo" else "photo"
        raise bad(f"can't use file of type {other.capitalize()} as {kind.capitalize()}")
    return media(stored, kind)


def get_file(state: State, params: Params) -> Json:
    """Where to download a file, up to 20 MB."""
    stored = state.files.find(params.get("file_id", ""))
    if len(stored.content) > limits.DOWNLOAD_BYTES:
        raise bad("file is too big")
    return stored.json() | {"file_path": stored.path}
