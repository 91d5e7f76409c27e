"""Updates by polling or by webhook, and the answers to taps."""

import re
from typing import Literal

from sandbox.telegram import limits
from sandbox.telegram.chats import Json
from sandbox.telegram.errors import QUERY_TOO_OLD, bad, too_many
from sandbox.telegram.methods.content import Params
from sandbox.telegram.methods.results import Described, Raw
from sandbox.telegram.state import State
from sandbox.telegram.updates import DEFAULT_TYPES
from sandbox.telegram.webhook import Address, check_url

SECRET = re.compile(r"[A-Za-z0-9_-]*")


async def get_updates(state: State, params: Params) -> Raw:
    """Updates from `offset` on; those before it are confirmed."""
    if not state.webhook.url:
        state.updates.allow(params.get("allowed_updates"))
    offset, limit = params.get("offset", 0), params.get("limit", 100)
    return Raw(await state.updates.poll(offset, limit, params.get("timeout", 0), bool(state.webhook.url)))


def set_webhook(state: State, params: Params) -> Described:
    """Post updates to an address from now on; an empty one goes back to polling."""
    url, secret = params.get("url", ""), params.get("secret_token", "")
    if not url:
        return delete_webhook(state, params)
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    check_url(url)
    now = state.clock()
    if now < state.webhook.next_set_at:
        raise too_many(1)
    state.webhook.next_set_at = now + 1
    return _set(state, params, Address(url, secret, max(1, min(params.get("max_connections", 40), 100))))


def _set(state: State, params: Params, address: Address) -> Described:
    state.updates.allow(params.get("allowed_updates"))
    state.updates.stop_poller(for_webhook=True)
    if params.get("drop_pending_updates"):
        state.updates.drop_all()
    if state.webhook.address == address:
        return Described(True, "Webhook is already set")
    state.webhook.set(address)
    state.tell("webhook", url=address.url)
    return Described(True, "Webhook was set")


def delete_webhook(state: State, params: Params) -> Described:
    """Go back to polling."""
    if params.get("drop_pending_updates"):
        state.updates.drop_all()
    if not state.webhook.url:
        return Described(True, "Webhook is already deleted")
    state.webhook.set(None)
    state.tell("webhook", url="")
    return Described(True, "Webhook was deleted")


def get_webhook_info(state: State, _params: Params) -> Json:
    """How posting goes."""
    webhook = state.webhook
    info: Json = {"url": webhook.url, "has_custom_certificate": False}
    info["pending_update_count"] = len(state.updates.alive())
    if webhook.last_error is not None:
        info["last_error_date"], info["last_error_message"] = int(webhook.last_error[0]), webhook.last_error[1]
    if webhook.address is not None:
        info |= {"max_connections": webhook.address.max_connections, "ip_address": "127.0.0.1"}
    if state.updates.allowed != DEFAULT_TYPES:
        info["allowed_updates"] = sorted(state.updates.allowed)
    return info


def answer_callback_query(state: State, params: Params) -> Literal[True]:
    """Answer a tap once, while it waits."""
    if len(params.get("text", "")) > limits.ANSWER_TEXT:
        raise bad("MESSAGE_TOO_LONG")
    query = state.queries.get(params.get("callback_query_id", ""))
    now = state.clock()
    if query is None or query.id in state.answers or now - query.at > state.limits.query_seconds:
        raise bad(QUERY_TOO_OLD)
    if params.get("url"):
        raise bad("URL_INVALID")
    state.answers[query.id] = {
        "text": params.get("text", ""),
        "show_alert": params.get("show_alert", False),
        "at": now,
        "user_id": query.user_id,
        "chat_id": query.chat_id,
        "message_id": query.message_id,
    }
    state.tell("answer", query_id=query.id, user_id=query.user_id, chat_id=query.chat_id)
    return True
