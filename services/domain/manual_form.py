"""The conversation in which a manager adds a lead: name, phone, source, in words or by a tap (OP10-17, NL-19).

It begins with a screenshot, a forwarded message, a contact card or a command; more pictures may come at any step.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from services.domain import phones
from services.domain.form import Ask, Finished, Given, Option, Reply, State, Wrong
from services.domain.manual_lead import Adding
from services.domain.names import visible
from services.domain.phones import Fault
from services.domain.source_form import choose
from services.domain.source_list import SourceList

STEPS = ("name", "phone", "source")
NAME = 50  # characters that the portal keeps of a name
TEXT = 4000  # of the client's own words
PICTURES = 5
BYTES = 20 * 1024 * 1024  # of all pictures together: no more of one can be had from Telegram


@dataclass(frozen=True, slots=True)
class World:
    """What the conversation has to know; `region`: where numbers without a country are from."""

    adding: Adding
    sources: SourceList
    region: str = phones.RUSSIA


@dataclass(frozen=True, slots=True)
class Notes:
    """What was given so far. Of the three that are asked, None: not yet, "": to be found out later."""

    name: str | None = None
    phone: str | None = None
    source: str | None = None
    unlisted: str = ""
    text: str = ""
    pictures: tuple[tuple[str, str, int], ...] = ()  # Telegram's id, name, bytes
    sender: str = ""  # the name under a forwarded message
    doubtful: str = ""  # a phone that perhaps is none
    naming: Mapping[str, Any] | None = None  # where the naming of the source stands

    @classmethod
    def of(cls, state: State) -> "Notes":
        kept = {name: state[name] for name in cls.__slots__ if name in state}
        return cls(**{**kept, "pictures": tuple(tuple(each) for each in kept.get("pictures", ()))})

    @property
    def bare(self) -> bool:
        """Nothing yet that would tell this client from another."""
        return not (self.name or self.phone or self.text or self.pictures)


def begin(given: Given) -> Notes | Wrong:
    """What the message that begins the conversation gives."""
    return _with_message(Notes(), given)


def add(state: State, given: Given | None) -> Reply:
    """The form; beside its notes `state` holds the `world`."""
    world: World = state["world"]
    notes = Notes.of(state)
    if given is not None:
        taken = _take(notes, given, world)
        if isinstance(taken, Wrong):
            return taken
        notes = taken
    step = _step(notes, world.adding)
    if step == "source":
        return _name_source(notes, given, world)
    return _ASK[step](notes, world) if step else Finished(_kept(notes))


def _step(notes: Notes, adding: Adding) -> str | None:
    return next((each for each in STEPS if each in adding.ask and getattr(notes, each) is None), None)


def _take(notes: Notes, given: Given, world: World) -> Notes | Wrong:
    step = _step(notes, world.adding)
    if given.file_id or given.forwarded:
        return _with_message(notes, given)
    if step is None:
        return Wrong("refusal-stale")
    if given.choice == f"{step}-later" and _may_wait(step, notes, world.adding):
        later: dict[str, Any] = {step: ""}
        return replace(notes, **later)
    return notes if step == "source" else _TAKE[step](notes, given, world)


def _with_message(notes: Notes, given: Given) -> Notes | Wrong:
    """A picture with its caption, or the client's words, are kept beside what is asked."""
    if given.file_id:
        if not given.picture:
            return Wrong("manual-no-picture")
        pictures = (*notes.pictures, (given.file_id, given.file_name[:NAME], given.file_size))
        if sum(size for _, _, size in pictures) > BYTES:
            return Wrong("manual-too-big", {"megabytes": BYTES // 2**20})
        if len(pictures) > PICTURES:
            return Wrong("manual-too-many", {"most": PICTURES})
        notes = replace(notes, pictures=pictures)
    text = "\n".join(filter(None, (notes.text, given.text)))[:TEXT]
    return replace(notes, text=text, sender=notes.sender or _sender(given))


def _take_name(notes: Notes, given: Given, _world: World) -> Notes | Wrong:
    name = notes.sender if given.choice == "name-sender" else _line(given.text)
    if given.choice and not name:
        return Wrong("refusal-stale")
    if len(name) > NAME:
        return Wrong("manual-name-long", {"length": len(name), "most": NAME})
    if not any(each.isalpha() for each in name):
        return Wrong("manual-name-letters")
    return replace(notes, name=name)


def _take_phone(notes: Notes, given: Given, world: World) -> Notes | Wrong:
    if given.choice:
        offered = _number(notes, world) if given.choice == "phone-number" else ""
        return replace(notes, phone=offered) if offered else Wrong("refusal-stale")
    named = phones.mentioned(given.text, world.region)
    phone = phones.read(named[0] if len(named) == 1 else given.text, world.region)
    match phone.fault:
        case None:
            return replace(notes, phone=phone.number)
        case Fault.UNKNOWN:  # the decision is human (NL-09)
            return replace(notes, doubtful=phone.number)
    return Wrong(f"manual-phone-{phone.fault}")


def _number(notes: Notes, world: World) -> str:
    """What is offered as the phone: what was just typed and perhaps is none, else the first in the client's words."""
    return notes.doubtful or next(iter(phones.mentioned(notes.text, world.region)), "")


def _ask_name(notes: Notes, world: World) -> Ask:
    sender = ((Option("name-sender", notes.sender, "primary"),),) if notes.sender else ()
    return Ask("manual-name", _kept(notes), _args(notes), (*sender, *_later("name", notes, world.adding)))


def _ask_phone(notes: Notes, world: World) -> Ask:
    number, key = _number(notes, world), "manual-phone-doubtful" if notes.doubtful else "manual-phone"
    shown, style = phones.spoken(number), "" if notes.doubtful else "primary"
    options = (((Option("phone-number", shown, style),),) if number else ()) + _later("phone", notes, world.adding)
    return Ask(key, _kept(notes), {**_args(notes), **({"phone": shown} if notes.doubtful else {})}, options)


def _name_source(notes: Notes, given: Given | None, world: World) -> Reply:
    """The last step is a conversation of its own, the same wherever a source is named."""
    asked = given if notes.naming is not None and given and not (given.file_id or given.forwarded) else None
    reply = choose(notes.naming or {}, asked, world.sources, "manual-source")
    if isinstance(reply, Finished):
        named = replace(
            notes, source=reply.values.get("source", ""), unlisted=reply.values.get("unlisted", ""), naming=None
        )
        return Finished(_kept(named))
    if isinstance(reply, Wrong):
        return reply
    options = (*reply.options, *_later("source", notes, world.adding))
    return Ask(reply.key, _kept(replace(notes, naming=reply.state)), {**_args(notes), **reply.args}, options)


def _later(step: str, notes: Notes, adding: Adding) -> tuple[tuple[Option, ...], ...]:
    return ((Option(f"{step}-later", "@button-later"),),) if _may_wait(step, notes, adding) else ()


def _may_wait(step: str, notes: Notes, adding: Adding) -> bool:
    """Whether this may be found out later; a lead of which nothing at all is known is none."""
    return step in adding.later and not (step == "phone" and notes.bare)


def _args(notes: Notes) -> Mapping[str, Any]:
    return {"name": notes.name or "", "pictures": len(notes.pictures)}


def _kept(notes: Notes) -> dict[str, Any]:
    return {name: value for name, value in asdict(notes).items() if value not in (None, "", ())} | {
        name: "" for name in STEPS if getattr(notes, name) == ""
    }


def _sender(given: Given) -> str:
    return _line(given.sender).lstrip("@")[:NAME]


def _line(text: str) -> str:
    return " ".join(visible(text).split())


_TAKE: Mapping[str, Callable[[Notes, Given, World], Notes | Wrong]] = {
    "name": _take_name,
    "phone": _take_phone,
}
_ASK: Mapping[str, Callable[[Notes, World], Ask]] = {
    "name": _ask_name,
    "phone": _ask_phone,
}
