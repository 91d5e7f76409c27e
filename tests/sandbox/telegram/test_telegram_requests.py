"""How a call arrives: three encodings, files, parameters that nobody takes, methods that are not stood in."""

import json
from typing import Any

import pytest
from aiohttp import FormData

from tests.sandbox.telegram.stand import ALINA, GROUP, TOKEN, Stand

MARKUP = {"inline_keyboard": [[{"text": "Взял", "callback_data": "take"}]]}


@pytest.mark.parametrize("encoding", ["form", "multipart", "json", "query"])
async def test_every_encoding(encoding: str, stand: Stand) -> None:
    flat = {"chat_id": str(ALINA), "text": "<b>да</b>", "parse_mode": "HTML", "reply_markup": json.dumps(MARKUP)}
    multipart = FormData(default_to_multipart=True)
    for name, value in flat.items():
        multipart.add_field(name, value)
    how: dict[str, dict[str, Any]] = {
        "form": {"data": flat},
        "multipart": {"data": multipart},
        "json": {"json": {"chat_id": ALINA, "text": "<b>да</b>", "parse_mode": "HTML", "reply_markup": MARKUP}},
        "query": {"params": flat},
    }
    response = await stand.client.post(f"/bot{TOKEN}/sendMessage", **how[encoding])
    result = (await response.json())["result"]
    assert result["text"] == "да"
    assert result["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert result["reply_markup"] == MARKUP


async def test_method_names_are_of_any_case(stand: Stand) -> None:
    assert (await stand.call("GETME"))["result"]["is_bot"] is True


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"reply_to_message_id": 1}, '"reply_to_message_id" of sendMessage is deprecated'),
        ({"disable_web_page_preview": True}, '"disable_web_page_preview" of sendMessage is deprecated'),
        ({"colour": "red"}, '"colour" of sendMessage is unknown'),
        ({"disable_notification": "no!"}, '"disable_notification" of sendMessage must be of the kind boolean'),
        ({"message_thread_id": "one"}, '"message_thread_id" of sendMessage must be of the kind integer'),
        ({"entities": "[{"}, '"entities" of sendMessage must be of the kind json'),
        ({"reply_parameters": {"id": 1}}, '"reply_parameters" of sendMessage has unknown fields: id'),
        ({"entities": [{"offset": 0}]}, '"entities" of sendMessage does not fit its type at "0.type"'),
    ],
)
async def test_parameters_that_are_refused_in_words(params: dict[str, Any], words: str, stand: Stand) -> None:
    body = await stand.call("sendMessage", **{"chat_id": ALINA, "text": "да"} | params)
    assert body["description"] == f"Bad Request: sandbox: parameter {words}"
    assert stand.telegram.calls[-1].error == body["description"]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"business_connection_id": "b"}, "sandbox: the parameter business_connection_id exists"),
        ({"parse_mode": "MarkdownV2"}, "sandbox: Markdown is not stood in, send HTML"),
        ({"parse_mode": "XML"}, "unsupported parse_mode"),
        ({"text": "я" * 16385}, "text is too long"),
    ],
)
async def test_values_that_are_refused(params: dict[str, Any], words: str, stand: Stand) -> None:
    body = await stand.call("sendMessage", **{"chat_id": ALINA, "text": "да"} | params)
    assert body["description"].startswith(f"Bad Request: {words}")


PARSE = "can't parse inline keyboard button"
LOCAL, PLAIN = "http://localhost:8080/", "http://example.com"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"callback_data": "a", "url": "https://example.com"}, f"{PARSE}: sandbox: exactly one action is allowed"),
        ({"callback_data": "a", "color": "red"}, f"{PARSE}: sandbox: unknown fields color"),
        ({"callback_data": ""}, f"{PARSE}: Text buttons are unallowed in the inline keyboard"),
        ({"url": LOCAL}, f"inline keyboard button URL '{LOCAL}' is invalid: Wrong HTTP URL"),
        ({"copy_text": {"text": "1" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"web_app": {"url": PLAIN}}, f"inline keyboard button Web App URL '{PLAIN}' is invalid: Only HTTPS links"),
        ({"callback_data": "a", "text": ""}, "inline keyboard button text must be non-empty"),
    ],
)
async def test_buttons_that_are_refused(button: dict[str, Any], words: str, stand: Stand) -> None:
    markup = {"inline_keyboard": [[{"text": "Кнопка"} | button]]}
    body = await stand.call("sendMessage", chat_id=ALINA, text="да", reply_markup=markup)
    assert body["description"].startswith(f"Bad Request: {words}")


@pytest.mark.parametrize(
    "button",
    [
        {"callback_data": "a", "style": "success"},
        {"copy_text": {"text": "+79990000001"}},
        {"url": "https://example.com/1", "style": "primary"},
        {"web_app": {"url": "https://example.com"}},
        {"disabled": {}},
    ],
)
async def test_buttons_that_pass(button: dict[str, Any], stand: Stand) -> None:
    markup = {"inline_keyboard": [[{"text": "Кнопка"} | button]]}
    body = await stand.call("sendMessage", chat_id=ALINA, text="да", reply_markup=markup)
    assert body["result"]["reply_markup"] == markup


async def test_a_keyboard_is_cut_at_twelve_in_a_row_and_three_hundred(stand: Stand) -> None:
    rows = [[{"text": str(number), "callback_data": str(number)} for number in range(13)] for _ in range(30)]
    body = await stand.call("sendMessage", chat_id=ALINA, text="да", reply_markup={"inline_keyboard": rows})
    kept = body["result"]["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in kept] == [12] * 25


async def test_a_contact_can_be_asked_for_in_private_only(stand: Stand) -> None:
    markup = {"keyboard": [[{"text": "Мой номер", "request_contact": True}]], "one_time_keyboard": True}
    sent = await stand.call("sendMessage", chat_id=ALINA, text="Номер?", reply_markup=markup)
    assert "reply_markup" not in sent["result"]
    assert stand.telegram.chats[ALINA].messages[-1].reply_markup == markup
    refused = await stand.call("sendMessage", chat_id=GROUP, text="Номер?", reply_markup=markup)
    assert refused["description"] == "Bad Request: phone number can be requested in private chats only"


async def test_a_known_method_that_is_not_stood_in_says_so(stand: Stand) -> None:
    body = await stand.call("sendPoll", chat_id=ALINA)
    assert body["description"] == "Bad Request: sandbox: the method sendPoll exists in the Bot API and is not stood in"


async def test_calls_are_written_down(stand: Stand) -> None:
    await stand.call("sendMessage", chat_id=ALINA, text="да")
    call = stand.telegram.calls[-1]
    assert (call.method, call.params, call.at, call.status) == (
        "sendMessage",
        {"chat_id": ALINA, "text": "да"},
        stand.now,
        200,
    )
