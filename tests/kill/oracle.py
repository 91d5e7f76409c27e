"""Compares what people did with what the portal holds and the chats show."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.app import Sandbox
from sandbox.bitrix24.journal import Call as Request
from sandbox.telegram.chats import Message
from sandbox.telegram.state import Call
from tests.kill.office import Case, Office
from tests.kill.product import Product
from tests.kill.rungs import bounds
from tests.oracle.bounds import Bounds
from tests.oracle.messages import first_text, kind_of, said_of
from tests.oracle.portal import echoes, is_probe, our_writes, wrong_comments, wrong_fields

FORGOTTEN = 25.0  # seconds after a death that the portal may count what only the dead knew of: 50 leak at 2 a second
BUNCH = 3  # requests on their way at once, which it may refuse together before the process knows
SOON = 1.0  # seconds around a death in which its traces are still there
HARMLESS = ("query is too old", "message is not modified")  # a tap answered again, an edit made again


@dataclass
class Verdict:
    """What is wrong, and what is counted because it cannot be helped."""

    faults: list[str] = field(default_factory=list)
    doubled: int = 0  # messages sent again, since their answer was lost in a kill
    unanswered: int = 0  # taps that took effect, and whose words were lost in a kill
    echoed: int = 0  # comments that the portal wrote again, carrying out what a dead process had asked for


class Oracle:
    """Judges one run after its end."""

    def __init__(
        self,
        sandbox: Sandbox,
        office: Office,
        product: Product,
        cases: Sequence[Case],
        in_doubt: Mapping[tuple[int, str], int],
    ) -> None:
        """`in_doubt`: how many messages, by lead and kind, were on their way when a process was killed."""
        self._sandbox, self._office, self._product = sandbox, office, product
        self._cases, self._in_doubt = cases, in_doubt
        self.verdict = Verdict()

    def judge(self) -> Verdict:
        for case in self._cases:
            for fault in (*self._written(case), *self._sent(case), *self._shown(case)):
                self.verdict.faults.append(f"lead {case.lead_id} {case.name} ({case.story}): {fault}")
        self.verdict.faults += [*self._strays(), *self._refusals(), *self._answers()]
        return self.verdict

    def _written(self, case: Case) -> Iterator[str]:
        if (leads := [each["id"] for each in self._sandbox.portal.leads.values() if each["name"] == case.name]) != [
            case.lead_id
        ]:
            yield f"the leads of that name are {leads}"
        yield from wrong_fields(case.changes, our_writes(self._sandbox.portal)[case.lead_id])
        again = echoes(self._sandbox.portal, case.lead_id)
        late = sum(each.late for each in self._sandbox.faults.lost if each.service == "bitrix24")
        excused = again if len(again) <= late else []
        self.verdict.echoed += len(excused)
        yield from wrong_comments(self._sandbox.portal, case.lead_id, case.comments, excused)

    def _sent(self, case: Case) -> Iterator[str]:
        """Every message as often as it should be; more often only where the answer of a send was lost."""
        sent: dict[tuple[str, int], list[Message]] = defaultdict(list)
        for chat in self._sandbox.telegram.chats:
            for message in self._office.about(case, chat):
                kind = kind_of(message, case.name)
                # Whose chat a reminder is in depends on who was responsible: it is counted over all of them.
                sent[kind, 0 if kind in ("reminder", "escalation") else chat].append(message)
        expected = self._expected(case, sent)
        for key in sorted(set(sent) | set(expected)):
            yield from self._judge_sent(case, key, len(sent[key]), expected.get(key, Bounds(0, 0)))

    def _expected(self, case: Case, sent: dict[tuple[str, int], list[Message]]) -> dict[tuple[str, int], Bounds]:
        asked = any("Источник неизвестен" in comment for comment in case.comments)
        referred = any(comment.startswith("Источник: рекомендация") for comment in case.comments)
        carded = max((each.date for chat in case.cards for each in sent["card", chat]), default=None)
        expected = {("card", chat): Bounds(1, 1) for chat in case.cards}
        expected["ticket", self._office.keepers] = expected["notice", case.manager.chat] = Bounds(asked, asked)
        # Not asked when the next question comes first, or the referral is taken back.
        expected["question", case.manager.chat] = Bounds(0, referred)
        if case.story == "added_by_hand":  # whose conversation: that it made one lead is what counts
            expected["by hand", case.manager.chat] = Bounds(1, 9)
        expected["reminder", 0], expected["escalation", 0] = self._rungs(case, carded)
        expected["escalation", 0] += Bounds(0, case.picked)
        expected["ticket", self._office.keepers] += Bounds(0, case.picked)
        return expected

    def _rungs(self, case: Case, carded: float | None) -> tuple[Bounds, Bounds]:
        return bounds(case, carded, self._product)

    def _judge_sent(self, case: Case, key: tuple[str, int], sent: int, wanted: Bounds) -> Iterator[str]:
        extra, doubtful = sent - wanted.most, self._in_doubt.get((case.lead_id, key[0]), 0)
        if sent < wanted.least:
            yield f"{key}: {sent} sent, at least {wanted.least} wanted"
        elif extra > doubtful:
            yield f"{key}: {sent} sent, at most {wanted.most} wanted, {doubtful} lost their answer in a kill"
        self.verdict.doubled += max(0, min(extra, doubtful))

    def _shown(self, case: Case) -> Iterator[str]:
        """Messages show what was done; only a copy whose place nobody learnt, its answer being lost, lags behind."""
        chat, words = case.shows
        for place in case.cards if chat else ():
            yield from self._stale(case, place, "card", words if place == chat else "Лид передан")
        if case.changes and case.seen:
            yield from self._stale(case, self._office.supervisors, "escalation", "", "Напомнить")

    def _stale(self, case: Case, chat: int, kind: str, words: str, button: str = "no button") -> Iterator[str]:
        """Messages that do not say `words` or still have the button."""
        found = [each for each in self._office.about(case, chat) if kind_of(each, case.name) == kind]
        still = f"'{case.name}'"  # of a list that is the button
        stale = [
            each.id
            for each in found
            if words not in said_of(each.plain, case.name) or any(one in str(each.rows) for one in (button, still))
        ]
        if len(stale) > self._in_doubt.get((case.lead_id, kind), 0):
            yield f"{kind} {stale} in chat {chat}: «{words}» is missing, or «{button}» is there"

    def _strays(self) -> Iterator[str]:
        """Nothing was said that nobody expected."""
        for chat in self._sandbox.telegram.chats.values():
            for message in chat.messages:
                said = message.plain + first_text(message)  # of an answered question nothing is left but that it was
                kinds = {kind_of(message, case.name) for case in self._cases if case.name in said}
                if message.from_bot and not any(kinds) and kind_of(message) != "by hand":
                    yield f"stray message in chat {chat.id}: {message.plain!r}"

    def _refusals(self) -> Iterator[str]:
        """Neither service refused anything."""
        for call in self._sandbox.telegram.calls:
            if call.status != 200 and not self._excused(call):
                yield f"Telegram answered {call.method} with {call.status}: {call.error}"
        inherited = self._inherited()
        for request in self._sandbox.portal.calls:
            if request.status != 200 and not self._foreseen(request) and request not in inherited:
                yield f"the portal answered {request.method} with {request.status}: {request.error}"

    def _foreseen(self, request: Request) -> bool:
        """Whether the portal had to refuse this."""
        return is_probe(request.params)

    def _inherited(self) -> list[Request]:
        """Refused after a death: what the dead had asked for counts against their heir, who asks again."""
        deaths = [life.died for life in self._product.lives if life.died]
        full = [each for each in self._sandbox.portal.calls if each.error == "QUERY_LIMIT_EXCEEDED"]
        soon = [each for each in full if any(died <= each.at <= died + FORGOTTEN for died in deaths)]
        return soon[: BUNCH * len(deaths)]

    def _excused(self, call: Call) -> bool:
        """What a death leaves behind: its open poll is sent away, its webhook was set less than a second ago."""
        dead = [life for life in self._product.lives if life.died]
        if call.method == "getUpdates":
            return call.status == 409 and any(life.started <= call.at <= (life.died or 0) + SOON for life in dead)
        if call.method == "setWebhook":
            return call.status == 429 and any((life.at_work or 0) > call.at - SOON for life in dead)
        return any(words in call.error for words in HARMLESS)

    def _answers(self) -> Iterator[str]:
        """Every tap got its words, unless the process died over it; none was turned away but a repeated one."""
        telegram, before = self._sandbox.telegram, set()
        for query in telegram.queries.values():
            answer, repeated = telegram.answers.get(query.id), (query.user_id, query.data) in before
            before.add((query.user_id, query.data))
            if answer and answer.get("show_alert") and not repeated:
                yield f"tap {query.data} was turned away: {answer.get('text')}"
            elif not answer and any(life.killed and life.died and life.died > query.at for life in self._product.lives):
                self.verdict.unanswered += 1
            elif not answer:
                yield f"tap {query.data} was not answered"
