"""What a message gives, as an answer or as the beginning of a conversation."""

from aiogram.types import Message, MessageOriginHiddenUser, MessageOriginUser

from services.domain.form import Given


def given(message: Message) -> Given:
    """Words, a file (the largest size of a photo), a contact card; anything else is odd."""
    contact = message.contact
    text = message.text or message.caption or (contact.phone_number if contact else "")
    document, photo = message.document, message.photo
    file = document or (photo[-1] if photo else None)
    mime = document.mime_type or "" if document else "image/jpeg"
    return Given(
        text=text.strip(),
        file_id=file.file_id if file else "",
        file_name=document.file_name or "file" if document else "photo.jpg" if photo else "",
        file_size=file.file_size or 0 if file else 0,
        picture=file is not None and mime.startswith("image/"),
        forwarded=message.forward_origin is not None or contact is not None,
        sender=_sender(message),
        odd=not text and file is None,
    )


def _sender(message: Message) -> str:
    """The client's name, where it is told: not of channels and groups."""
    origin, contact = message.forward_origin, message.contact
    if contact:
        return " ".join(filter(None, (contact.first_name, contact.last_name)))
    if isinstance(origin, MessageOriginHiddenUser):
        return origin.sender_user_name
    return origin.sender_user.full_name if isinstance(origin, MessageOriginUser) else ""
