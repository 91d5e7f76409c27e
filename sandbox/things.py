"""What the page shows, as flat JSON values by key: the stream sends those that changed."""

from collections import defaultdict
from typing import Any

from sandbox.bitrix24.schema import LEAD
from sandbox.bitrix24.state import Item
from sandbox.phones import phones
from sandbox.registers import registers
from sandbox.telegram.chats import Message
from sandbox.telegram.methods.bot import menu_of
from sandbox.world import World

Thing = Any
Things = dict[str, Thing]
MESSAGES, LEADS, ANSWERS, WRITES = 200, 80, 60, 3000  # the newest of each; a page need not hold more
TYPING_SECONDS = 5.0
SILENT_SECONDS = 60.0  # longer than the longest poll
TOLD_FIELDS = ("stageId", "sourceId", "assignedById", "statusDescription")


def things(world: World) -> Things:
    """Everything, newest parts only."""
    return {
        "phones": phones(world),
        "bot": _bot(world),
        "dictionary": _dictionary(world),
        "faults": _faults(world),
        "registers": registers(world.portal, world.fresh_deals()),
        **_people(world),
        **_chats(world),
        **_answers(world),
        **_leads(world),
    }


def _bot(world: World) -> Thing:
    """The assistant: it is there when it called lately, or waits for posts."""
    telegram = world.telegram
    heard = telegram.calls[-1].at if telegram.calls else 0.0
    online = telegram.webhook.address is not None or world.clock() - heard < SILENT_SECONDS
    return {"name": telegram.name, "username": telegram.username, "online": online and bool(telegram.calls)}


def _dictionary(world: World) -> Thing:
    portal = world.portal
    stages = [
        {"code": row["STATUS_ID"], "name": row["NAME"], "meaning": row.get("SEMANTICS") or "P"}
        for row in portal.statuses["STATUS"]
    ]
    sources = [{"code": row["STATUS_ID"], "name": row["NAME"]} for row in portal.statuses["SOURCE"]]
    people = [{"id": user_id, "name": _full_name(row)} for user_id, row in portal.users.items()]
    return {"stages": stages, "sources": sources, "people": people}


def _full_name(row: Item) -> str:
    return f"{row['NAME']} {row['LAST_NAME']}".strip()


def _faults(world: World) -> Thing:
    now = world.clock()
    shown = [
        {"service": fault.service, "kind": fault.kind, "times": fault.times, "until": fault.until}
        for fault in world.faults.active
        if fault.until is None or fault.until > now
    ]
    events = world.portal.events
    return {"active": shown, "drop": events.drop, "double": events.double, "events": events.enabled}


def _people(world: World) -> Things:
    return {
        f"user:{user.id}": {
            "id": user.id,
            "name": f"{user.first_name} {user.last_name}".strip(),
            "first": user.first_name,
            "phone": user.phone,
            "started": user.started,
            "blocked": user.blocked,
        }
        for user in world.telegram.users.values()
        if not user.is_bot
    }


def _chats(world: World) -> Things:
    found: Things = {}
    for chat in world.telegram.chats.values():
        action, at = chat.action or ("", 0.0)
        typing = action if world.clock() - at < TYPING_SECONDS else ""
        members = len(chat.members) + 1
        found[f"chat:{chat.id}"] = {
            "id": chat.id,
            "private": chat.private,
            "title": chat.title,
            "members": members,
            "status": chat.bot_status,
            "typing": typing,
            "commands": menu_of(world.telegram, chat.id) if chat.private else [],
        }
        found |= {f"message:{chat.id}:{each.id}": _message(each) for each in chat.messages[-MESSAGES:]}
    return found


def _message(message: Message) -> Thing:
    """A message, what is empty left out."""
    shown = {
        "chat": message.chat.id,
        "id": message.id,
        "bot": message.from_bot,
        "from": message.sender.id,
        "name": message.sender.first_name,
        "date": message.date,
        "edited": message.edit_date,
        "text": message.plain,
        "entities": message.text.entities,
        "rows": message.rows,
        "markup": None if message.rows else message.reply_markup,
        "reply": message.reply_to,
        "reactions": message.reactions,
        "service": message.service,
        "file": message.media.get("document", {}).get("file_name") or next(iter(message.media), ""),
        "picture": next((f"telegram/{size['file_id']}" for size in message.media.get("photo", ())), ""),
        "forwarded": message.options.get("forward_origin", {}).get("sender_user_name", ""),
        "quiet": bool(message.options.get("disable_notification")),
    }
    return {name: value for name, value in shown.items() if value or name in ("chat", "id", "bot", "from")}


def _answers(world: World) -> Things:
    newest = list(world.telegram.answers.items())[-ANSWERS:]
    return {
        f"answer:{query_id}": {name: answer.get(name) for name in ("text", "show_alert", "url")}
        for query_id, answer in newest
    }


def _leads(world: World) -> Things:
    portal = world.portal
    writes = defaultdict(list)
    for write in portal.writes[-WRITES:]:
        if write.entity_type_id == LEAD:
            writes[write.id].append({"at": write.at, "by": write.by, "field": write.field, "after": write.after})
    shown = sorted(portal.leads.items(), reverse=True)[:LEADS]
    return {f"lead:{lead_id}": _lead(world, lead, writes[lead_id]) for lead_id, lead in shown}


def _lead(world: World, lead: Item, writes: list[Thing]) -> Thing:
    comments = [
        {"at": row["CREATED"], "by": int(row["AUTHOR_ID"]), "text": row["COMMENT"], "files": _attached(row)}
        for row in world.portal.timeline.get(lead["id"], ())
    ]
    return {
        "id": lead["id"],
        "title": lead["title"] or "",
        "name": " ".join(filter(None, (lead["name"], lead["lastName"]))),
        "phones": [entry["value"] for entry in lead["fm"] if entry["typeId"] == "PHONE"],
        "stage": lead["stageId"],
        "source": lead["sourceId"] or "",
        "manager": lead["assignedById"],
        "created": lead["createdTime"],
        "comment": lead["comments"] or "",
        "fresh": lead["id"] > world.history,
        "fields": _filled(world, lead),
        "timeline": comments,
        "writes": [write for write in writes if write["field"] in TOLD_FIELDS],
    }


def _attached(comment: Item) -> list[Thing]:
    """Files of a comment: the name, and where to look at it when it is a picture."""
    return [
        {"name": each["name"], "picture": f"portal/{each['id']}" if each["type"] == "image" else ""}
        for each in comment["FILES"].values()
    ]


def _filled(world: World, lead: Item) -> list[Thing]:
    """Why it was rejected, and the portal's own fields that hold something, in words."""
    custom = [field for field in world.portal.schemas[LEAD].fields.values() if field.custom and lead.get(field.name)]
    told = [{"title": field.title, "value": _in_words(field.items, lead[field.name])} for field in custom]
    told += [{"title": "E-mail", "value": entry["value"]} for entry in lead["fm"] if entry["typeId"] == "EMAIL"]
    return [{"title": "", "value": lead["statusDescription"]}, *told] if lead["statusDescription"] else told


def _in_words(items: dict[int, str], value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(items.get(each, each)) for each in values)
