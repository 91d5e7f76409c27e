"""What is an alarm, and what only follows from another one."""

from datetime import UTC, datetime, timedelta

from services.domain.alarms import Audit, Cause, Side, Vitals, judge, news

MINUTE = timedelta(minutes=1)
WELL = Side("", timedelta(), 5 * MINUTE)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def up(**seen: object) -> set[Cause]:
    vitals: dict[str, object] = {"telegram": WELL, "bitrix24": WELL}
    return {cause for cause, args in judge(Vitals(**vitals | seen)).items() if args is not None}  # type: ignore[arg-type]


def test_all_is_well() -> None:
    assert up(free=2**40, refused=4, stuck={"telegram": 9 * MINUTE}, audit=Audit()) == set()


def test_each_cause_by_itself() -> None:
    assert up(telegram=Side("credentials", 9 * MINUTE, 5 * MINUTE)) == {Cause.TELEGRAM_CREDENTIALS}
    assert up(telegram=Side("conflict", timedelta(), 5 * MINUTE)) == {Cause.TELEGRAM_CONFLICT}
    assert up(telegram=Side("", 5 * MINUTE, 5 * MINUTE)) == {Cause.TELEGRAM_DOWN}
    assert up(bitrix24=Side("plan", 9 * MINUTE, 5 * MINUTE)) == {Cause.BITRIX24_SHUT}
    assert up(lacks_crm=True) == {Cause.BITRIX24_SCOPE}
    assert up(refused=5) == {Cause.WRITES_REFUSED}
    assert up(free=1) == {Cause.DISK}
    assert up(stuck={"telegram": 10 * MINUTE}) == {Cause.OUTBOX_STUCK}
    assert up(audit=Audit(unread=(7,))) == {Cause.AUDIT}


def test_what_waits_for_a_service_that_is_away_is_not_stuck_and_no_finding() -> None:
    down = Side("", 20 * MINUTE, 5 * MINUTE)
    assert up(bitrix24=down, stuck={"bitrix24": 20 * MINUTE}, audit=Audit(unread=(7,))) == {Cause.BITRIX24_DOWN}
    assert up(bitrix24=down, stuck={"telegram": 20 * MINUTE}) == {Cause.BITRIX24_DOWN, Cause.OUTBOX_STUCK}


def test_what_another_process_sees_is_neither_raised_nor_over() -> None:
    verdict = judge(Vitals(telegram=None, bitrix24=WELL, audit=Audit(unread=(7,))))
    raised, over = news({"telegram-down": NOW, "bitrix24-down": NOW}, verdict)
    assert raised == {}
    assert over == [Cause.BITRIX24_DOWN]
