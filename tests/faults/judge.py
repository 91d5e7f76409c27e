"""The oracle of the kill runs, told what faults excuse: nothing but the answer of a call that a fault has met."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sandbox.app import Sandbox
from sandbox.bitrix24.journal import Call as Request
from sandbox.telegram.state import Call
from tests.faults.stories import GONE, LATE, blocked, deleted
from tests.faults.weather import Weather
from tests.kill.clock import ESCALATE
from tests.kill.office import Case, Office
from tests.kill.oracle import Oracle
from tests.kill.product import Product
from tests.kill.rungs import bounds
from tests.kill.stories import reassigned
from tests.oracle.bounds import Bounds
from tests.oracle.messages import kind_of

GROUP_GONE = ("upgraded to a supergroup", "group chat was deleted")
EXPECTED = ("NOT_FOUND", "OWNER_NOT_FOUND", "INVALID_CREDENTIALS")  # a deleted lead, a deleted webhook
CONFLICT = 409  # a poll that was cut still waits in the stand-in when the next one comes


class Calm:
    """A process as `bounds` asks for it: at work, and nothing wrong about this lead."""

    def __init__(self, weather: Weather, case: Case) -> None:
        self._weather, self._about = weather, (case.name, f"={case.lead_id}")

    def at_work(self, since: float, until: float) -> bool:
        return self._weather.calm(since, until, *self._about)


class Judge(Oracle):
    """Judges one world after its end."""

    def __init__(
        self,
        sandbox: Sandbox,
        office: Office,
        product: Product,
        cases: Sequence[Case],
        in_doubt: Mapping[tuple[int, str], int],
        weather: Weather,
    ) -> None:
        """`in_doubt`: messages that were on their way in a kill; those whose answer a fault took are added here."""
        super().__init__(sandbox, office, product, cases, Counter(in_doubt) + _unheard(sandbox, cases))
        self._weather = weather

    def _rungs(self, case: Case, carded: float | None) -> tuple[Bounds, Bounds]:
        reminders, escalations = bounds(case, carded, Calm(self._weather, case))
        if case.story == blocked.__name__:  # each thing that cannot reach its manager goes to the supervisors
            return Bounds(0, 2), Bounds(1, 4)
        if case.story == LATE:
            return Bounds(0, 1), Bounds(0, 1)
        if case.story == reassigned.__name__ and (case.seen or 0) > case.zero + 2 * ESCALATE:
            # Who gets a lead whose ladder is over gets a clock of their own, which ran out before the tap was heard.
            reminders, escalations = reminders + Bounds(0, 1), escalations + Bounds(0, 1)
        if carded and carded > case.zero + ESCALATE and case.tapped:  # it came when the supervisors should have heard
            escalations = Bounds(0, escalations.most)
        return reminders, escalations

    def _written(self, case: Case) -> Iterator[str]:
        """A deleted lead is no more in the portal."""
        yield from (
            each for each in super()._written(case) if case.story != deleted.__name__ or "of that name" not in each
        )

    def _foreseen(self, request: Request) -> bool:
        gone = request.method == "crm.timeline.comment.list" and request.error == ""  # of a deleted lead
        return super()._foreseen(request) or gone or request.error in EXPECTED

    def _excused(self, call: Call) -> bool:
        if super()._excused(call) or any(words in call.error for words in GROUP_GONE):
            return True
        if call.method == "getUpdates" and call.status == CONFLICT:
            return any(each.method in ("getUpdates", "setWebhook") for each in self._weather.faults.struck)
        return "blocked" in call.error and any(
            case.story == blocked.__name__ and str(case.manager.chat) == str(call.params.get("chat_id"))
            for case in self._cases
        )

    def _answers(self) -> Iterator[str]:
        """As many taps as answers were struck may have lost their words; they took effect, as the portal shows."""
        struck = sum(each.method == "answerCallbackQuery" for each in self._weather.faults.struck)
        for fault in super()._answers():
            if GONE in fault:
                continue
            if not fault.endswith("was not answered"):
                yield fault
            elif struck > 0 or self._weather.inside(self._asked_at(fault), "token"):
                struck -= 1
                self.verdict.unanswered += 1
            else:
                yield fault

    def _asked_at(self, fault: str) -> float:
        return next((each.at for each in self._sandbox.telegram.queries.values() if each.data in fault.split()), 0.0)


def _unheard(sandbox: Sandbox, cases: Sequence[Case]) -> Counter[tuple[int, str]]:
    """Messages, by lead and kind, that were sent and whose answer did not arrive."""
    found: Counter[tuple[int, str]] = Counter()
    for lost in sandbox.faults.lost:
        if lost.service != "telegram" or lost.method != "sendMessage":
            continue
        sent = json.loads(lost.answer.body or b"{}").get("result")  # type: ignore[arg-type]
        chat = sandbox.telegram.chats.get(sent["chat"]["id"]) if isinstance(sent, dict) else None
        message = chat.find(sent["message_id"]) if chat and isinstance(sent, dict) else None
        for case in cases:
            if message and case.name in message.plain:
                found[case.lead_id, kind_of(message, case.name)] += 1
    return found
