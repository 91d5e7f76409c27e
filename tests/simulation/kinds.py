"""What a message is, told more finely: why supervisors are told, and which clock a reminder is of."""

from sandbox.telegram.chats import Message
from tests.oracle.messages import first_text, kind_of

PLANNED = "пора позвонить снова"


def kind(message: Message) -> str:
    """One of those of `tests.oracle.messages`, or `call plan`, `refused` (a write), `unreachable` (the manager)."""
    told, words = kind_of(message), first_text(message)
    if told == "escalation" and words.startswith("⚠️"):
        return "refused" if "Битрикс24" in words.splitlines()[0] else "unreachable"
    return "call plan" if told == "reminder" and PLANNED in words else told
