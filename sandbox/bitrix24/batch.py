"""batch: up to fifty commands in one hit, later ones using the results of earlier ones."""

import re
from typing import Any

from sandbox.bitrix24 import forms
from sandbox.bitrix24.errors import RestError, system_error
from sandbox.bitrix24.execution import Answer, execute, timing
from sandbox.bitrix24.state import State, Webhook

LENGTH = 50
REFERENCE = re.compile(r"\$result((?:\[[^\]]*\])+)")
SECTIONS = ("result", "result_error", "result_total", "result_next", "result_time")


def run_batch(state: State, hook: Webhook, params: dict[str, Any]) -> Answer:
    """Run the commands in order; their errors are inside the answer, whose status is 200."""
    start = state.clock()
    if state.operating.blocked(hook.secret, "batch", start):
        raise system_error("OPERATION_TIME_LIMIT", state.revision)
    sections: dict[str, dict[str, Any]] = {name: {} for name in SECTIONS}
    halt = str(params.get("halt", "0")) in ("1", "true", "True", "Y")
    for number, (key, command) in enumerate(forms.pairs(params.get("cmd"))):
        try:
            if number >= LENGTH:
                raise system_error("ERROR_BATCH_LENGTH_EXCEEDED", state.revision)
            _keep(sections, key, _run(state, hook, str(command), sections["result"]))
        except RestError as refusal:
            sections["result_error"][key] = refusal.body
            if halt:
                break
    result = {name: forms.php_array(section) for name, section in sections.items()}
    return Answer(result, time=timing(state, hook, "batch", start, billed=state.batch_billed_as_one))


def _run(state: State, hook: Webhook, command: str, results: dict[str, Any]) -> Answer:
    path, _, query = command.partition("?")
    method = path.strip("/").removesuffix(".json").lower()
    if method == "batch":
        raise system_error("ERROR_BATCH_METHOD_NOT_ALLOWED", state.revision)
    return execute(state, hook, method, resolve(forms.parse(query), results), batched=True)


def _keep(sections: dict[str, dict[str, Any]], key: str, answer: Answer) -> None:
    sections["result"][key] = answer.result
    sections["result_time"][key] = answer.time
    for name, value in answer.beside.items():
        sections[f"result_{name}"][key] = value


def resolve(value: Any, results: dict[str, Any]) -> Any:
    """Replace `$result[key][FIELD]` by what that command answered; a value that is one reference keeps its type."""
    if isinstance(value, dict):
        return {key: resolve(each, results) for key, each in value.items()}
    if isinstance(value, list):
        return [resolve(each, results) for each in value]
    whole = REFERENCE.fullmatch(value)
    if whole:
        return _look_up(whole, results)
    return REFERENCE.sub(lambda match: str(_look_up(match, results) or ""), value)


def _look_up(match: re.Match[str], results: dict[str, Any]) -> Any:
    node: Any = results
    for step in forms.BRACKETS.findall(match[1]):
        node = dict(forms.pairs(node)).get(step)
    return node
