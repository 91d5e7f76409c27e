"""A broken regulation is refused with file, line, key, value, the reason and the cure: one case per kind."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.regulations import Problem, RegulationError, check_file, describe, load
from services.regulations.checks import cross_check
from services.regulations.document import Document, Place
from services.regulations.inheritance import PRESETS
from services.regulations.shape import read_shape

OP10 = (PRESETS / "op10.toml").read_text(encoding="utf-8")


def spoilt(tmp_path: Path, old: str, new: str) -> Path:
    """op10 with one place changed."""
    assert old in OP10, f"{old!r} must be in op10.toml"
    path = tmp_path / "our.toml"
    path.write_text(OP10.replace(old, new, 1), encoding="utf-8")
    return path


def line_of(path: Path, fragment: str) -> int:
    rows = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, row in enumerate(rows, 1) if fragment in row)


# old text, new text, what the line of the problem holds, key, value, why, cure
CASES = {
    "no first touch": (
        'code = "first_touch"',
        'code = "second_touch"',
        "[[clocks]]",
        "clocks",
        "",
        "нет срока первой реакции",
        "first_touch",
    ),
    "a clock that never speaks": (
        'daily = ["10:00", "14:00", "18:00"]\n',
        "",
        '[[clocks]]\ncode = "call_plan"',
        "clocks.call_plan",
        "",
        "не сказано, когда срок наступает",
        'daily = ["10:00"]',
    ),
    "a clock with rungs and times of day": (
        'daily = ["10:00", "14:00", "18:00"]\n',
        'daily = ["10:00"]\nladder = [{ after = "1h", notify = "manager" }]\n',
        "daily = [",
        "clocks.call_plan.daily",
        "",
        "и ступени, и часы суток",
        "что-то одно",
    ),
    "no time of day": (
        '["10:00", "14:00", "18:00"]',
        '["10:00", "25:00"]',
        "daily = [",
        "clocks.call_plan.daily.2",
        '"25:00"',
        "не время суток",
        '"09:30"',
    ),
    "times of day nowhere": (
        'timezone = "Europe/Moscow"',
        "",
        "daily = [",
        "clocks.call_plan.daily",
        "",
        "в каком часовом поясе",
        "Europe/Moscow",
    ),
    "a stage for the new that is not declared": (
        'until_reached = true\nstage_if_new = "in_work"',
        'until_reached = true\nstage_if_new = "in_wrk"',
        '"in_wrk"',
        "actions.reached.stage_if_new",
        '"in_wrk"',
        "в [stages] такого имени нет",
        "in_work",
    ),
    "a placeholder that nobody can fill": (
        "Здравствуйте, {name}! Вы оставляли у нас заявку, но мы не смогли до вас дозвониться.",
        "Здравствуйте, {nmae}! Вы оставляли у нас заявку.",
        "{nmae}",
        "templates.missed.text",
        '"{nmae}"',
        "подставить нечем",
        "возможно, вы имели в виду {name}; подставить можно: {name}, {manager}, {phone}",
    ),
    "a lone brace": (
        "номер {phone} не обслуживается",
        "номер {phone не обслуживается",
        "{phone не",
        "templates.bad_number.text",
        '"{"',
        "лишняя фигурная скобка",
        "{phone}",
    ),
    "a template that is not there": (
        'template = "missed"',
        'template = "misssed"',
        "misssed",
        "actions.missed_sent.template",
        '"misssed"',
        "в [templates] такого имени нет",
        "missed",
    ),
    "unknown key of a template": (
        'title = "о неправильном номере"',
        'title = "о неправильном номере"\ntxt = ""',
        "txt =",
        "templates.bad_number.txt",
        "",
        "неизвестный ключ",
        "text",
    ),
    "nowhere to send it": (
        'via = ["whatsapp"]',
        'via = ["whatsap"]',
        'via = ["whatsap"]',
        "actions.missed_sent.via.1",
        '"whatsap"',
        "такого значения нет",
        "whatsapp",
    ),
    "a trigger that is none": (
        'template = "missed"',
        'template = "missed"\ntrigger = "наш"',
        "trigger = ",
        "actions.missed_sent.trigger",
        '"наш"',
        "код триггера",
        "c5u4m",
    ),
    "a button that is not there": (
        'unless = ["no_answer"]',
        'unless = ["no_anwser"]',
        "no_anwser",
        "actions.both_missed.unless.1",
        '"no_anwser"',
        "такой кнопки нет",
        "no_answer",
    ),
    "too many calls at once": (
        "counts_attempt = 2",
        "counts_attempt = 20",
        "counts_attempt = 20",
        "actions.both_missed.counts_attempt",
        "20",
        "true или число попыток",
        "две сразу",
    ),
    "a number in quotes": (
        "attempts_from = 2",
        'attempts_from = "2"',
        "attempts_from",
        "actions.missed_sent.attempts_from",
        '"2"',
        "целое число",
        "без кавычек",
    ),
    "a hold of no time": (
        'holds = "3m"',
        "holds = 3",
        "holds = 3",
        "actions.on_call.holds",
        "3",
        "не срок больше нуля",
        '"90s"',
    ),
    "a clock that is not there": (
        "asks_source = true",
        'asks_source = true\nstarts = ["first_tuoch"]',
        'starts = ["first_tuoch"]',
        "actions.ask_source.starts.1",
        '"first_tuoch"',
        "такого срока нет",
        "first_touch",
    ),
    "a referral that is worth nothing": (
        OP10[OP10.index("[bonus]") : OP10.index("\n\n", OP10.index("[bonus]"))],
        "",
        "asks_referrer = true",
        "actions.referral.asks_referrer",
        "",
        "не сказано, сколько стоит рекомендация",
        "[bonus]",
    ),
    "a bonus in words": (
        "amount = 5000",
        'amount = "5 000"',
        'amount = "5 000"',
        "bonus.amount",
        '"5 000"',
        "здесь нужно целое число",
        "5000",
    ),
    "a bonus of nothing": (
        "amount = 5000",
        "amount = 0",
        "amount = 0",
        "bonus.amount",
        "0",
        "число слишком маленькое",
        "побольше",
    ),
    "a currency by its sign": (
        'currency = "RUB"',
        'currency = "руб."',
        'currency = "руб."',
        "bonus.currency",
        '"руб."',
        "это не код валюты",
        "RUB",
    ),
    "a role that is not there": (
        'pays = ["admin"] ',
        'pays = ["accountant"] ',
        'pays = ["accountant"]',
        "bonus.pays.1",
        '"accountant"',
        "такого значения нет",
        "admin",
    ),
    "no such time zone": (
        'timezone = "Europe/Moscow"',
        'timezone = "Moscow"',
        "timezone = ",
        "timezone",
        '"Moscow"',
        "такого часового пояса нет",
        "Europe/Moscow",
    ),
    "meetings that end before they begin": (
        'closes = "20:00"',
        'closes = "08:00"',
        "closes = ",
        "consultations.closes",
        '"08:00"',
        "раньше, чем начинаются",
        "позже opens",
    ),
    "a status twice": (
        'code = "held"',
        'code = "set"',
        "",
        "consultations.statuses.set.code",
        '"set"',
        "этот статус уже есть",
        "calls",
    ),
    "a status with a clock that is not there": (
        'title = "зв 3р в день" # (OP10-32)\nstarts = ["call_plan"]',
        'title = "зв 3р в день" # (OP10-32)\nstarts = ["calls_plan"]',
        '["calls_plan"]',
        "consultations.statuses.calls.starts.1",
        '"calls_plan"',
        "такого срока нет",
        "call_plan",
    ),
    "a source of the table that is not declared": (
        'vk_page = "вк личная"',
        'vk_pag = "вк личная"',
        "vk_pag = ",
        "consultations.sources.vk_pag",
        '"vk_pag"',
        "в [sources] такого имени нет",
        "vk_page",
    ),
    "a list without its columns": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "list"\niblock_id = 51\n\n[consultations.sources]',
        "[consultations.mirror]\nkind",
        "consultations.mirror",
        "",
        "не сказано, что в каком поле",
        "PROPERTY_204",
    ),
    "a list that is not named": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "list"\nfields = { at = "PROPERTY_1" }\n\n[consultations.sources]',
        "[consultations.mirror]\nkind",
        "consultations.mirror",
        "",
        "какой список",
        "iblock_id",
    ),
    "a field that no list has": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "list"\ncode = "a"\nfields = { at = "TIME" }\n\n[consultations.sources]',
        "fields = {",
        "consultations.mirror.fields.at",
        '"TIME"',
        "так поля списка не называются",
        "PROPERTY_204",
    ),
    "a calendar without its number": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "calendar"\n\n[consultations.sources]',
        "[consultations.mirror]\nkind",
        "consultations.mirror",
        "",
        "какой календарь",
        "section",
    ),
    "a calendar of nobody": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "calendar"\ntype = "user"\nsection = 7\n\n[consultations.sources]',
        "[consultations.mirror]\nkind",
        "consultations.mirror",
        "",
        "чей календарь",
        "owner",
    ),
    "a key of the other kind": (
        "[consultations.sources]",
        '[consultations.mirror]\nkind = "calendar"\nsection = 7\ncode = "a"\n\n[consultations.sources]',
        'code = "a"',
        "consultations.mirror.code",
        '"a"',
        "ничего не значит",
        "для списка",
    ),
    "a rung both before and after": (
        'before = "1h"',
        'before = "1h"\nafter = "1m"',
        '[[clocks.ladder]]\nbefore = "1h"',
        "clocks.consultation.ladder.1",
        "",
        "когда ступень наступает",
        'before = "1h"',
    ),
    "participants of nothing": (
        'after = "5m" # напомнить менеджеру (NL-06, NL-20)\nnotify = "manager"',
        'after = "5m" # напомнить менеджеру (NL-06, NL-20)\nnotify = "participants"',
        'notify = "participants"',
        "clocks.first_touch.ladder.1.notify",
        '"participants"',
        "этот срок говорит с другими",
        "manager",
    ),
    "a countdown to nothing": (
        'title = "Источник: рекомендация"',
        'starts = ["consultation"]\ntitle = "Источник: рекомендация"',
        'starts = ["consultation"]\ntitle',
        "actions.referral.starts.1",
        '"consultation"',
        "неизвестно, до чего считать",
        "asks",
    ),
    "unknown key": (
        "counts_attempt = true",
        "count_attempts = true",
        "count_attempts",
        "actions.no_answer.count_attempts",
        "",
        "неизвестный ключ",
        "counts_attempt",
    ),
    "unknown key at the top": (
        'undo = "60s"',
        'undo = "60s"\nundoo = 1',
        "undoo",
        "undoo",
        "",
        "неизвестный ключ",
        "undo",
    ),
    "unknown key of a rung": (
        'notify = "manager"',
        'notify = "manager"\nnotifi = "x"',
        "notifi",
        "clocks.first_touch.ladder.1.notifi",
        "",
        "неизвестный ключ",
        "notify",
    ),
    "missing key": (
        'title = "Недозвон"',
        "",
        '[[actions]]\ncode = "no_answer"',
        "actions.no_answer.title",
        "",
        "нет обязательного",
        "добавьте",
    ),
    "two actions with one code": (
        'code = "referral"',
        'code = "no_answer"',
        "",
        "actions.no_answer.code",
        '"no_answer"',
        "уже занят",
        "свой код",
    ),
    "code too long": (
        'code = "bad_data"',
        'code = "bad_data_and_more_of_it"',
        "bad_data_and_more",
        "actions.bad_data_and_more_of_it.code",
        '"bad_data_and_more_of_it"',
        "длиннее 20 знаков",
        "сократите",
    ),
    "code not in Latin": (
        'code = "bad_data"',
        'code = "Отказ"',
        'code = "Отказ"',
        "actions.Отказ.code",
        '"Отказ"',
        "код не из латиницы",
        "no_answer",
    ),
    "ladder goes back in time": (
        'after = "10m"',
        'after = "4m"',
        'after = "4m"',
        "clocks.first_touch.ladder.2.after",
        '"4m"',
        "не позже предыдущей",
        "по возрастанию",
    ),
    "ladder repeats a time": (
        'after = "10m"',
        'after = "300s"',
        'after = "300s"',
        "clocks.first_touch.ladder.2.after",
        '"300s"',
        "не позже предыдущей",
        "без повторов",
    ),
    "unknown audience": (
        'notify = "manager"',
        'notify = "managers"',
        'notify = "managers"',
        "clocks.first_touch.ladder.1.notify",
        '"managers"',
        "такого значения нет",
        "manager",
    ),
    "a keeper of a clock that is not about sources": (
        'notify = "manager"',
        'notify = "keeper"',
        'notify = "keeper"',
        "clocks.first_touch.ladder.1.notify",
        '"keeper"',
        "этот срок говорит с другими",
        "duty, head, manager, next, supervisors",
    ),
    "a manager is no editor": (
        'editors = ["editor", "supervisor", "admin"]',
        'editors = ["manager"]',
        'editors = ["manager"]',
        "editors.1",
        '"manager"',
        "такого значения нет",
        "supervisor",
    ),
    "unknown style": (
        'style = "danger"',
        'style = "red"',
        'style = "red"',
        "actions.bad_data.style",
        '"red"',
        "такого значения нет",
        "danger",
    ),
    "unknown phase": (
        'in = ["new"]\ntakes',
        'in = ["nwe"]\ntakes',
        '["nwe"]',
        "actions.take.in.1",
        '"nwe"',
        "такого значения нет",
        "new",
    ),
    "no phase": (
        'in = ["new"]\ntakes',
        "in = []\ntakes",
        "in = []",
        "actions.take.in",
        "[]",
        "список пуст",
        "хотя бы одну",
    ),
    "stage alias not declared": (
        'stage = "rejected"\nreason = "Некорректные данные"',
        'stage = "rejectd"\nreason = "Некорректные данные"',
        'stage = "rejectd"',
        "actions.bad_data.stage",
        '"rejectd"',
        "в [stages] такого имени нет",
        "rejected",
    ),
    "source of manual leads not declared": (
        'source = "referral"   #',
        'source = "referal"    #',
        'source = "referal"',
        "manual.source",
        '"referal"',
        "в [sources] такого имени нет",
        "referral",
    ),
    "something that a manual lead has not": (
        'ask = ["name"',
        'ask = ["mail"',
        "ask = ",
        "manual.ask.1",
        '"mail"',
        "такого значения нет",
        "можно назвать: name, phone, source",
    ),
    "source alias not declared": (
        'taken"]\nsource = "referral"',
        'taken"]\nsource = "zzz"',
        'source = "zzz"',
        "actions.referral.source",
        '"zzz"',
        "в [sources] такого имени нет",
        "можно назвать: none, referral",
    ),
    "alias of a source not declared": (
        '"телега" = "telegram"',
        '"телега" = "telegrm"',
        '"телега" = "telegrm"',
        "aliases.телега",
        '"telegrm"',
        "в [sources] такого имени нет",
        "telegram",
    ),
    "one word for two sources": (
        '"телега" = "telegram"',
        '"телега" = "telegram"\n"BK" = "ok"',
        '"BK" = "ok"',
        "aliases.BK",
        '"BK"',
        "это уже значит vk",
        "оставьте одну запись",
    ),
    "an alias without a letter": (
        '"телега" = "telegram"',
        '"-" = "telegram"',
        '"-" = "telegram"',
        "aliases.-",
        '"-"',
        "ни буквы, ни цифры",
        "как говорят люди",
    ),
    "repair to a source not declared": (
        'source = "two_gis"',
        'source = "twogis"',
        'source = "twogis"',
        "repair.rules.two_gis.source",
        '"twogis"',
        "в [sources] такого имени нет",
        "two_gis",
    ),
    "two rules of repair with one code": (
        'code = "two_gis"',
        'code = "avito"',
        "",
        "repair.rules.avito.code",
        '"avito"',
        "уже занят",
        "свой код",
    ),
    "one phrase for two sources": (
        '"С 2gis"',
        '"с ABИТО"',
        "ABИТО",
        "repair.rules.two_gis.says.2",
        '"с ABИТО"',
        "это уже значит avito",
        "оставьте одну запись",
    ),
    "unknown key of repair": (
        "autofix = false",
        "autofixx = false",
        "autofixx",
        "repair.autofixx",
        "",
        "неизвестный ключ",
        "autofix",
    ),
    "unknown key of a rule of repair": (
        'hosts = ["2gis.ru"]',
        'host = ["2gis.ru"]',
        'host = ["2gis.ru"]',
        "repair.rules.two_gis.host",
        "",
        "неизвестный ключ",
        "hosts",
    ),
    "unknown contact": (
        'domain = ["domain"]',
        'domains = ["domain"]',
        "domains",
        "repair.contacts.domains",
        "",
        "неизвестный ключ",
        "domain",
    ),
    "autofix is neither yes nor no": (
        "autofix = false",
        'autofix = "yes"',
        'autofix = "yes"',
        "repair.autofix",
        '"yes"',
        "«да» или «нет»",
        "true или false",
    ),
    "zero duration": ('undo = "60s"', 'undo = "0s"', 'undo = "0s"', "undo", '"0s"', "не срок больше нуля", "1h30m"),
    "negative duration": (
        'after = "5m"',
        'after = "-5m"',
        'after = "-5m"',
        "clocks.first_touch.ladder.1.after",
        '"-5m"',
        "не срок больше нуля",
        "1h30m",
    ),
    "duration as a number": ('undo = "60s"', "undo = 60", "undo = 60", "undo", "60", "не срок больше нуля", '"90s"'),
    "title too long": (
        'title = "Недозвон"',
        f'title = "{"Н" * 41}"',
        "ННН",
        "actions.no_answer.title",
        f'"{"Н" * 41}"',
        "длиннее 40 знаков",
        "сократите",
    ),
    "title empty": (
        'title = "Недозвон"',
        'title = " "',
        'title = " "',
        "actions.no_answer.title",
        '" "',
        "пустой текст",
        "хотя бы одно слово",
    ),
    "no new stages": (
        'new = ["Необработанный лид", "NEW"]',
        "",
        "[stages]",
        "stages.new",
        "",
        "нет обязательного ключа",
        'new = ["Необработанный лид"',
    ),
    "alias without names": (
        'rejected = ["Отказ", "JUNK"]',
        "rejected = []",
        "rejected = []",
        "stages.rejected",
        "[]",
        "список пуст",
        "хотя бы одну",
    ),
    "alias not in Latin": (
        'rejected = ["Отказ", "JUNK"]',
        'rejected = ["JUNK"]\n"Отказ" = ["JUNK"]',
        '"Отказ" =',
        "stages.Отказ",
        '"Отказ"',
        "код не из латиницы",
        "no_answer",
    ),
    "nowhere to write the reason": (
        'reject_reason = "statusDescription"',
        "",
        "reason =",
        "actions.twin.reason",
        '"Дубль"',
        "некуда писать причину",
        "statusDescription",
    ),
    "reason over the comments": (
        'reject_reason = "statusDescription"',
        'reject_reason = "comments"',
        "reject_reason",
        "fields.reject_reason",
        '"comments"',
        "занято другим",
        "ufCrm_",
    ),
    "field in the old spelling": (
        'reject_reason = "statusDescription"',
        'reject_reason = "STATUS_DESCRIPTION"',
        "STATUS_DESCRIPTION",
        "fields.reject_reason",
        '"STATUS_DESCRIPTION"',
        "так поля не называются",
        "statusDescription",
    ),
    "yes in quotes": (
        "needs_twin = true",
        'needs_twin = "да"',
        'needs_twin = "да"',
        "actions.twin.needs_twin",
        '"да"',
        "здесь нужно «да» или «нет»",
        "true или false",
    ),
    "no such country": (
        'region = "RU"',
        'region = "RUS"',
        "RUS",
        "correctness.region",
        '"RUS"',
        "такой страны нет",
        "RU, KZ",
    ),
    "date in quotes": (
        "edition = 2023-08-17",
        'edition = "2023-08-17"',
        "edition =",
        "edition",
        '"2023-08-17"',
        "здесь нужна дата",
        "без кавычек",
    ),
    "one name instead of a list": (
        '["Рекомендация", "По рекомендации", "RECOMMENDATION"]',
        '"Рекомендация"',
        "referral =",
        "sources.referral",
        '"Рекомендация"',
        "здесь нужен список",
        "квадратные скобки",
    ),
    "text instead of a table": (
        '{ "1" = "Сразу позвоните второй раз" }',
        '"Звоните"',
        "hints",
        "actions.no_answer.hints",
        '"Звоните"',
        "здесь нужна таблица",
        "фигурные скобки",
    ),
    "hint after attempt zero": (
        '{ "1" = ',
        '{ "0" = ',
        "hints",
        "actions.no_answer.hints.0",
        '"0"',
        "номер попытки",
        'hints = { "1"',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refused_with_line_and_cure(case: str, tmp_path: Path) -> None:
    old, new, row, key, value, why, cure = CASES[case]
    path = spoilt(tmp_path, old, new)
    problem, *others = check_file(path)
    assert {each.why for each in others} <= {problem.why}  # several buttons may share one mistake
    assert (problem.file, problem.key, problem.value) == (str(path), key, value)
    assert why in problem.why
    assert cure in problem.cure
    text = path.read_text(encoding="utf-8")
    at = text.index(row) if row else text.rindex(new)  # without `row`: where the changed text comes last
    assert problem.line == text.count("\n", 0, at) + 1


def test_meetings_need_their_section(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_text(OP10[: OP10.index("# Встречи")] + OP10[OP10.index("# Бонус") :], encoding="utf-8")
    (problem,) = check_file(path)
    assert (problem.key, problem.why) == ("actions.consultation.asks", "не сказано, когда и с кем встречи")
    assert problem.line == line_of(path, 'asks = "consultation"')


ROBOTS = (PRESETS / "funnel-robots.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ('asks = "conversion"\n', "", "conversion", "ни одна кнопка не конвертирует"),
        ('stage = "converted"', 'stage = "convertd"', "conversion.stage", "в [stages] такого имени нет"),
        ('stages = ["offered"]\nstage =', 'stages = ["ofered"]\nstage =', "conversion.stages.1", "такого имени нет"),
        ('["deal", "contact", "company"]', '["deal", "company"]', "conversion.variants.company.creates", "так не"),
        ('creates = ["deal"]', 'creates = ["contact"]', "conversion.variants.known.creates", "так не конвертируют"),
        ('code = "known"', 'code = "person"', "conversion.variants.person.code", "этот код уже занят выше"),
        ('creates = ["deal"]', 'creates = ["deal"]\nreason = "x"', "conversion.variants.known.creates", "так не"),
        (
            'creates = ["deal"]',
            'creates = ["deal"]\nstage = "no"',
            "conversion.variants.known.stage",
            "такого имени нет",
        ),
    ],
)
def test_a_conversion_that_cannot_be_carried_out(old: str, new: str, key: str, why: str, tmp_path: Path) -> None:
    assert old in ROBOTS
    path = tmp_path / "our.toml"
    path.write_text(ROBOTS.replace(old, new, 1), encoding="utf-8")
    (problem,) = check_file(path)
    assert problem.key == key
    assert why in problem.why
    assert problem.cure


def test_a_button_that_converts_needs_the_section(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_text('extends = "op10"\n[[actions]]\ncode = "convert"\ntitle = "В сделку"\nasks = "conversion"\n')
    (problem,) = check_file(path)
    assert (problem.line, problem.key, problem.why) == (5, "actions.convert.asks", "не сказано, во что конвертировать")


def test_empty_ladder(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_text('extends = "op10"\n[[clocks]]\ncode = "first_touch"\nladder = []\n', encoding="utf-8")
    (problem,) = check_file(path)
    assert (problem.line, problem.key, problem.why) == (4, "clocks.first_touch.ladder", "список пуст")


def test_the_first_touch_is_no_time_of_day(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    text = OP10.replace('title = "Первая реакция"', 'title = "Первая реакция"\ndaily = ["10:00"]')
    path.write_text(text.replace("[[clocks.ladder]]", "[[fields.none]]"), encoding="utf-8")
    problems = [problem for problem in check_file(path) if problem.key == "clocks.first_touch.daily"]
    assert [problem.why for problem in problems] == ["первая реакция идёт от поступления лида"]


def test_a_rung_behind_a_broken_one_is_compared_with_the_last_that_is_known(tmp_path: Path) -> None:
    ladder = ", ".join(f'{{ after = "{after}", notify = "manager" }}' for after in ("5m", "soon", "4m"))
    path = tmp_path / "our.toml"
    path.write_text(f'extends = "op10"\n[[clocks]]\ncode = "first_touch"\nladder = [{ladder}]\n', encoding="utf-8")
    assert [(problem.key, problem.value) for problem in check_file(path)] == [
        ("clocks.first_touch.ladder.2.after", '"soon"'),
        ("clocks.first_touch.ladder.3.after", '"4m"'),
    ]


def test_all_problems_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = spoilt(tmp_path, 'undo = "60s"', 'undo = "0s"')
    text = path.read_text(encoding="utf-8").replace('"10m"', '"1m"')
    path.write_text(text.replace('taken"]\nsource = "referral"', 'taken"]\nsource = "nowhere"'), encoding="utf-8")
    with pytest.raises(RegulationError) as caught:
        load(path)
    assert [problem.line for problem in caught.value.problems] == [
        line_of(path, fragment) for fragment in ('undo = "0s"', '"1m"', "nowhere")
    ]
    assert str(caught.value) == "\n".join(map(describe, caught.value.problems))


@pytest.mark.parametrize(
    ("old", "new", "row", "why"),
    [
        ('undo = "60s"', 'undo = "60s', "undo", "не по правилам TOML"),
        ('undo = "60s"', 'undo = "60s"\nundo = "60s"', "", "второй раз"),
        ("[fields]", "[sources]", "[sources]", "второй раз"),
        ('in = ["new"]\ntakes', 'in "new"\ntakes', 'in "new"', "не по правилам TOML"),
    ],
)
def test_toml_that_does_not_parse(old: str, new: str, row: str, why: str, tmp_path: Path) -> None:
    path = spoilt(tmp_path, old, new)
    (problem,) = check_file(path)
    text = path.read_text(encoding="utf-8")
    assert problem.line == text.count("\n", 0, text.rindex(row or 'undo = "60s"')) + 1
    assert why in problem.why


def test_a_text_that_breaks_off_is_reported_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_text('name = "x"\nlist = [\n1,\n', encoding="utf-8")
    (problem,) = check_file(path)
    assert problem.line == 3


def test_a_file_that_is_not_there_names_the_nearest_preset(tmp_path: Path) -> None:
    (problem,) = check_file("op1O")
    assert "нет" in problem.why
    assert "op10" in problem.cure
    (problem,) = check_file(tmp_path)
    assert problem.why == "такого регламента нет"


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_bytes(OP10.encode("cp1251", "replace"))
    (problem,) = check_file(path)
    assert "UTF-8" in problem.why


def test_notepad_marks_and_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "our.toml"
    path.write_bytes(b"\xef\xbb\xbf" + OP10.replace("\n", "\r\n").encode())
    assert check_file(path) == []


def test_description_is_where_why_and_the_cure() -> None:
    problem = Problem("our.toml", 7, "undo", '"0s"', "это не срок", "пишите 60s")
    assert describe(problem) == 'our.toml:7: undo = "0s": это не срок\n    → пишите 60s'
    assert describe(Problem("our.toml", 1, "", "", "файл не читается", "проверьте")).startswith("our.toml:1: файл не")


def test_a_long_value_is_cut(tmp_path: Path) -> None:
    (problem,) = check_file(spoilt(tmp_path, 'title = "Недозвон"', f'title = "{"Н" * 500}"'))
    assert len(problem.value) == 60


anything = st.recursive(
    st.none().map(lambda _: "")
    | st.text(max_size=5)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.sampled_from([date(2026, 1, 1), datetime(2026, 1, 1, 9, tzinfo=UTC), time(9), "first_touch", "new", "5m"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = (
    *("name", "title", "edition", "undo", "stages", "sources", "aliases", "fields", "repair"),
    *("clocks", "actions", "extends", "timezone", "templates", "other"),
)
entry = st.dictionaries(
    st.sampled_from(
        [
            "code",
            "title",
            "in",
            "stage",
            "reason",
            "hints",
            "style",
            "ladder",
            "daily",
            "rules",
            "says",
            "source",
            "contacts",
        ]
    ),
    anything,
)


@given(st.dictionaries(st.sampled_from(KEYS), anything | entry | st.lists(entry | anything, max_size=3)))
def test_no_value_of_any_shape_is_told_in_english_or_breaks_the_check(data: dict[str, Any]) -> None:
    document = Document(data, {(): Place("our.toml", 1)})
    file, problems = read_shape(document)
    problems += cross_check(document)
    assert file or problems
    assert all(problem.why != "значение не подходит" for problem in problems)
