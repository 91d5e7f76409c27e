"""Compares what people did with what the portal holds and the chats show."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from math import inf

from sandbox.app import Sandbox
from sandbox.telegram.chats import Message
from tests.oracle.bounds import Bounds
from tests.oracle.portal import our_writes, wrong_comments, wrong_fields
from tests.simulation.calm import Calm, crowded
from tests.simulation.cases import Case, Span
from tests.simulation.kinds import kind
from tests.simulation.office import Office
from tests.simulation.trace import ZONE

REMIND, ESCALATE = 300.0, 600.0  # seconds, as op10 says
PROMPT, GROUP_PROMPT = 15.0, 40.0  # seconds within which a chat, and a group, hears what is due
IN_TABLE = {"call plan": "reminder", "unreachable": "escalation"}  # kinds as the outbox calls them
PLAN_HOURS = (10, 14, 18)
ARRIVES = 60.0  # seconds until a lead has its card
SOON = 2.0  # seconds between the arrival of a card and the note of it


@dataclass
class Verdict:
    """What is wrong, by promise and in words; and what is counted because it cannot be helped."""

    broken: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    doubled: Counter[str] = field(default_factory=Counter)  # sent again, since the answer of a send was lost; by kind
    unanswered: int = 0  # taps that took effect, and whose words were lost
    expired: int = 0  # taps that Telegram forgot before anybody asked for them
    strict: Counter[str] = field(default_factory=Counter)  # how often a promise could be tested to the minute

    def fault(self, promise: str, words: str) -> None:
        self.broken[promise] += 1
        self.faults.append(f"{promise}: {words}")


class Oracle:
    """`in_doubt`: messages of a lead and kind, with their number, whose send nobody knows the answer of.

    `noticed`: what broke a promise on the way: the promise, and the words.
    `fast`: when the machine's clock was ahead, and by how many seconds: what is due may be said so much earlier then.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        office: Office,
        troubles: Sequence[Span],
        in_doubt: Mapping[tuple[int, str], int],
        noticed: Sequence[tuple[str, str]] = (),
        fast: Sequence[tuple[Span, float]] = (),
    ) -> None:
        self.sandbox, self.office, self._in_doubt, self._noticed = sandbox, office, in_doubt, noticed
        self._fast = fast
        self._calm = Calm(troubles)

    def judge(self) -> Verdict:
        """From what there is now."""
        self.verdict = Verdict()
        self._crowd = crowded(self.office.to_groups[self.office.supervisors])
        self._writes = our_writes(self.sandbox.portal)
        for promise, words in self._noticed:
            self.verdict.fault(promise, words)
        for case in self.office.cases:
            self._judge(case)
        for stray in self.office.strays:
            self.verdict.fault("messages that nobody expected", stray)
        self._taps()
        return self.verdict

    def _judge(self, case: Case) -> None:
        who = f"lead {case.lead_id} {case.surname} ({case.story})"
        for words in wrong_fields(case.changes, self._writes[case.lead_id]):
            self.verdict.fault("fields wrong", f"{who}: {words}")
        for words in () if case.deleted else wrong_comments(self.sandbox.portal, case.lead_id, case.comments):
            self.verdict.fault("writes lost" if "lost {}" not in words else "writes doubled", f"{who}: {words}")
        self._sent(case, who)
        for words in self._stale(case):
            self.verdict.fault("cards wrong", f"{who}: {words}")

    # Messages

    def _sent(self, case: Case, who: str) -> None:
        sent: dict[tuple[str, int], list[Message]] = defaultdict(list)
        for message in case.told:
            told = kind(message, case.surname)
            sent[told, message.chat.id if told == "card" else 0].append(message)
        expected = self._expected(case, sent)
        for key in sorted(set(sent) | set(expected)):
            wanted = expected.get(key, Bounds(0, 0))
            what, count = key[0], len(sent[key])
            doubtful = self._in_doubt.get((case.lead_id, IN_TABLE.get(what, what)), 0)
            if wanted.least:
                self.verdict.strict[what] += 1
            if count < wanted.least:
                lost = "leads lost" if what == "card" else f"{what}s missed"
                self.verdict.fault(lost, f"{who}: {key} {count} sent, at least {wanted.least} wanted")
            elif count - wanted.most > doubtful:
                at = [f"{datetime.fromtimestamp(each.date, ZONE):%d.%m %H:%M:%S}" for each in sent[key]]
                words = f"{key} {count} sent at {at}, at most {wanted.most} wanted, {doubtful} lost their answer"
                self.verdict.fault(f"{what}s doubled", f"{who}: {words}")
            self.verdict.doubled[what] += max(0, min(count - wanted.most, doubtful))

    def _expected(self, case: Case, sent: Mapping[tuple[str, int], list[Message]]) -> dict[tuple[str, int], Bounds]:
        expected = {("card", chat): Bounds(1, 1) for chat in case.cards}
        expected["reminder", 0], expected["escalation", 0] = self._first_touch(case, sent)
        expected["call plan", 0] = self._call_plan(case)
        expected["notice", 0] = Bounds(case.asked_source, case.asked_source)
        expected["ticket", 0] = Bounds(case.asked_source, 4 * case.asked_source)
        expected["question", 0] = Bounds(0, int(case.referral))
        if case.unreachable:  # each rung says why nobody hears it
            expected["card", case.manager.chat] = Bounds(0, 1)
            expected["unreachable", 0] = Bounds(1, 4)
            expected["reminder", 0] = expected["escalation", 0] = Bounds(0, 2)
        for role in ("escalation", "unreachable", "ticket"):
            expected[role, 0] = expected.get((role, 0), Bounds(0, 0)) + Bounds(0, case.picked)
        return expected

    def _first_touch(self, case: Case, sent: Mapping[tuple[str, int], list[Message]]) -> tuple[Bounds, Bounds]:
        """How often its rungs speak. After an outage only the highest that is due does."""
        known = min((message.date for message in case.told), default=inf)
        carded = min((each.date for chat in case.cards for each in sent.get(("card", chat), ())), default=inf)
        remind_at, escalate_at = case.zero + REMIND, case.zero + ESCALATE
        moves = [] if case.moved is None else [Span(case.moved - PROMPT, case.moved + PROMPT)]
        calm = self._calm.without([*case.maybe_stopped, *moves])
        must_remind = carded + SOON < remind_at and calm.holds(remind_at, PROMPT)
        reminder = Bounds(int(must_remind), int(not _still(case, self._earliest(case.zero, remind_at))))
        spoken_to = calm.without(self._crowd)
        must_escalate = spoken_to.since(max(escalate_at, known + SOON), GROUP_PROMPT) < inf and not case.moved
        escalation = Bounds(int(must_escalate), int(not _still(case, self._earliest(case.zero, escalate_at))))
        if case.second:
            given, until = case.second.since, case.second.until
            reminder += Bounds(0, int(until is None or until >= self._earliest(given, given + REMIND)))
            escalation += Bounds(0, int(until is None or until >= self._earliest(given, given + ESCALATE)))
        return reminder, escalation

    def _earliest(self, since: float, due: float) -> float:
        """When the machine may have believed that it is `due`, for what began at `since`."""
        ahead = [by for span, by in self._fast if span.since < due and (span.until is None or since < span.until)]
        return due - max(ahead, default=0.0)

    def _call_plan(self, case: Case) -> Bounds:
        """Thrice a day until the client is reached."""
        plan = case.plan
        if plan is None:
            return Bounds(0, 0)
        end_asked = inf if plan.end_asked is None else plan.end_asked
        end_seen = self.sandbox.clock() if plan.end_seen is None else plan.end_seen
        least = sum(
            plan.seen is not None and plan.seen < at and at + PROMPT < end_asked and self._calm.holds(at - SOON, PROMPT)
            for at in _plan_times(plan.asked, end_seen)
        )
        # What fell due while something was wrong is said late, and possibly once for several times of day.
        return Bounds(least, len(_plan_times(plan.asked, end_seen)))

    def _stale(self, case: Case) -> Iterator[str]:
        """Cards show what was done; only a copy whose place nobody learnt, its answer being lost, lags behind."""
        chat, words = case.shows
        for place in sorted(case.cards) if chat else ():
            wanted = words if place == chat else "Лид передан"
            cards = [each for each in case.in_chat(place) if kind(each, case.surname) == "card"]
            stale = [each.id for each in cards if wanted not in each.plain]
            if len(stale) > self._in_doubt.get((case.lead_id, "card"), 0):
                yield f"card {stale} in chat {place}: «{wanted}» is missing"

    # Taps

    def _taps(self) -> None:
        """Of each choice one tap was taken by the assistant, unless Telegram forgot them; alerts turn people away."""
        telegram = self.sandbox.telegram
        for queries in self.office.queries.values():
            found = [telegram.queries[query] for query in queries]
            taken = [each for each in found if each.update_id in telegram.updates.taken]
            self.verdict.expired += len(found) - len(taken)
            self.verdict.unanswered += sum(each.id not in telegram.answers for each in taken)


def _still(case: Case, moment: float) -> bool:
    """Whether the first touch had stopped for good before then."""
    return any(span.since < moment and span.until is None for span in case.stopped)


def _plan_times(since: float, until: float) -> list[float]:
    day = datetime.fromtimestamp(since, ZONE).date().toordinal()
    last = datetime.fromtimestamp(until, ZONE).date().toordinal()
    days = [datetime.fromordinal(each).date() for each in range(day, last + 1)]
    moments = [datetime.combine(each, time(hour), ZONE).timestamp() for each in days for hour in PLAN_HOURS]
    return [moment for moment in moments if since < moment < until]
