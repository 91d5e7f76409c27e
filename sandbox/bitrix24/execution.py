"""Run one method for a webhook: scope, operating time, the journal, the envelope of the answer."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError, system_error
from sandbox.bitrix24.journal import Call
from sandbox.bitrix24.methods import APPLICATION_ONLY, METHODS, Method
from sandbox.bitrix24.paging import Listed
from sandbox.bitrix24.state import State, Webhook


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method said, and what it cost."""

    result: Any
    beside: dict[str, int] = field(default_factory=dict)  # total, next
    time: dict[str, Any] = field(default_factory=dict)


def execute(state: State, hook: Webhook, method: str, params: dict[str, Any], *, batched: bool = False) -> Answer:
    """Answer a call or raise RestError; either way it is in the journal."""
    at = state.clock()
    billed_to = "batch" if batched and state.batch_billed_as_one else method
    try:
        known = _known(state, hook, method)
        if state.operating.blocked(hook.secret, billed_to, at):
            raise system_error("OPERATION_TIME_LIMIT", state.revision)
        result = known.run(Command(state, hook.user_id, hook.scopes, params))
    except RestError as refusal:
        state.calls.append(Call(method, params, at, refusal.status, refusal.code, hook.user_id, batched))
        raise
    state.calls.append(Call(method, params, at, 200, None, hook.user_id, batched))
    time = timing(state, hook, method, at, billed=billed_to == method)
    if not isinstance(result, Listed):
        return Answer(result, time=time)
    beside = {} if result.next is None else {"next": result.next}
    return Answer(result.result, {**beside, "total": result.total}, time)


def timing(state: State, hook: Webhook, method: str, start: float, *, billed: bool = True) -> dict[str, Any]:
    """The `time` block; `operating` is what the method has used up so far, not the cost of this call."""
    cost, used, reset_at = state.operating.add(hook.secret, method, start) if billed else (0.0, 0, 0)
    finish = max(state.clock(), start) + cost
    block = {
        "start": start,
        "finish": finish,
        "duration": finish - start,
        "processing": cost,
        "date_start": state.iso(start),
        "date_finish": state.iso(finish),
        "operating": used,
    }
    return block | {"operating_reset_at": reset_at} if reset_at else block


def _known(state: State, hook: Webhook, method: str) -> Method:
    """The method, if there is such and the webhook may call it."""
    if method.startswith(APPLICATION_ONLY):
        raise system_error("WRONG_AUTH_TYPE", state.revision)
    known = METHODS.get(method)
    if known is None:
        raise system_error("ERROR_METHOD_NOT_FOUND", state.revision)
    if known.scopes and not known.scopes & hook.scopes:
        raise system_error("insufficient_scope", state.revision)
    return known
