"""What a message is, told more finely: why supervisors are told, and which clock a reminder is of."""

from sandbox.telegram.chats import Message
from tests.oracle.messages import first_text, kind_of, said_of

PLANNED = "пора позвонить снова"


def kind(message: Message, name: str = "") -> str:
    """What it is to the lead of that name.

    One of those of `tests.oracle.messages`, or `call plan`, `refused` (a write), `unreachable` (the manager).
    """
    told, words = kind_of(message, name), said_of(first_text(message), name)
    if told == "escalation" and words.startswith("⚠️"):
        return "refused" if "Битрикс24" in words.splitlines()[0] else "unreachable"
    return "call plan" if told == "reminder" and PLANNED in words else told
