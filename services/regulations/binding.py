"""A draft becomes a `Regulation`: names of stages and sources turn into the portal's codes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from services.domain.bonus import BonusRules
from services.domain.consultation import CONSULTATION
from services.domain.conversion import CONVERSION
from services.domain.correctness import Correctness
from services.domain.gateways import Term
from services.domain.interview import Topic
from services.domain.lead import EMAIL, MANAGER, SOURCE, STAGE, Phase
from services.domain.names import fold, key, words
from services.domain.people import Role
from services.domain.priorities import When
from services.domain.regulation import NAMING, Action, Audience, Clock, Daily, DayEnd, Ladder, Regulation, Rung
from services.domain.steps import Step
from services.domain.templates import Template
from services.domain.working_hours import WorkingHours
from services.regulations.action_entries import ActionEntry, QuestionEntry, StepEntry
from services.regulations.clock_entries import ClockEntry, LadderEntry, RungEntry
from services.regulations.consultation_rules import consulting, statuses
from services.regulations.conversion_rules import conversion, offered_at
from services.regulations.deal_entries import deal_rules
from services.regulations.draft import Draft
from services.regulations.field_names import named_fields
from services.regulations.funnels import funnels, state_titles
from services.regulations.hours import working_hours
from services.regulations.list_rules import list_rules
from services.regulations.model import RegulationFile
from services.regulations.problems import Problem, RegulationError, nearest
from services.regulations.report_entries import report_rules
from services.regulations.source_entries import BonusEntry, CorrectnessEntry
from services.regulations.source_rules import Catalogue, adding, repair, reserved, spoken, unlisted

REACHED = "reached"  # the name in [stages] of everything that means that the client was reached


def bind(
    draft: Draft,
    sources: Sequence[Term],
    stages: Sequence[Term],
    fields: Sequence[Term] = (),
    *,
    deal_stages: Mapping[int, Sequence[Term]] | None = None,
    year: int = 0,
) -> Regulation:
    """The regulation in this portal's codes; `RegulationError` when it lacks a stage, a button's source or a field.

    `fields`: those of a lead; none, when the portal did not tell them, and then nothing is said of them.
    `deal_stages`: those of deals by funnel, likewise.
    `year`: whose holidays are needed; 0 = this one.
    """
    file = draft.file
    stage_codes = _codes(file.stages, stages)
    source_codes = _codes(file.sources, sources)
    needed = {name: found for name, found in stage_codes.items() if name != REACHED}
    problems = _lacking(draft, "stages", needed, stages)
    problems += _lacking(draft, "sources", _needed(file, source_codes), sources)
    problems += _unknown_fields(draft, fields)
    problems += _unknown_deal_stage(draft, deal_stages or {})
    if problems:
        raise RegulationError(problems)
    zone = ZoneInfo(file.timezone) if file.timezone else None
    hours = working_hours(file.hours, zone, year or datetime.now(UTC).year) if file.hours and zone else None
    catalogue = Catalogue.of(source_codes, sources)
    actions = tuple(_action(entry, file, stage_codes, source_codes) for entry in file.actions)
    return Regulation(
        name=file.name,
        title=file.title,
        edition=file.edition.isoformat(),
        digest=draft.digest,
        new_stages=frozenset(stage_codes["new"]),
        reached_stages=frozenset(stage_codes.get(REACHED, ())),
        actions=actions,
        clocks=tuple(_clock(entry, zone, hours) for entry in file.clocks),
        undo=file.undo,
        templates=tuple(Template(code, entry.title, entry.text) for code, entry in file.templates.items()),
        zone=zone,
        hours=hours,
        hold=file.hours is not None and file.hours.hold,
        stagger=(file.hours.stagger if file.hours else None) or timedelta(),
        steps=tuple(_step(entry, stage_codes) for entry in file.steps),
        topics=tuple(map(_topic, file.questions)),
        ladders=tuple(_ladder(entry, source_codes) for entry in file.ladders),
        covers={int(who): by for who, by in file.duty.covers.items()} if file.duty else {},
        weights={int(who): weight for who, weight in file.queue.weights.items()} if file.queue else {},
        from_timeman=looks_at_workdays(file),
        duty=frozenset(map(Role, file.duty.roles)) if file.duty else frozenset(),
        lock=file.lock,
        reports=report_rules(file.reports),
        correctness=_correctness(file.correctness),
        no_source=catalogue.nothing,
        spoken=spoken(file, catalogue),
        unlisted=unlisted(file, catalogue),
        repair=repair(file.repair, catalogue),
        bonus=_bonus(file.bonus),
        funnels=funnels(file, source_codes, stage_codes),
        adding=adding(file.manual, stage_codes["new"][0], catalogue),
        lists=list_rules(file, source_codes, stage_codes),
        consulting=consulting(file.consultations, catalogue),
        conversion=conversion(file.conversion, stage_codes, file.fields.reject_reason),
        deals=deal_rules(file.deals, hours),
        reserved=(*reserved(file.repair), *statuses(file.consultations, stage_codes)),
        editors=tuple(map(Role, file.editors)),
    )


def looks_at_workdays(file: RegulationFile) -> bool:
    """Whether whoever has ended the working day in the portal is away."""
    return file.absence is not None and file.absence.from_timeman


def find(name: str, terms: Sequence[Term]) -> str | None:
    """The code of the term that `name` means: a code exactly, or a name as people read it."""
    by_name = (term.code for term in terms if fold(term.name) == fold(name))
    return next((term.code for term in terms if term.code == name), None) or next(by_name, None)


def _codes(aliases: Mapping[str, Sequence[str]], terms: Sequence[Term]) -> dict[str, list[str]]:
    """Of each alias the codes that exist, in the order of the file."""
    return {alias: [code for name in names if (code := find(name, terms))] for alias, names in aliases.items()}


def _needed(file: RegulationFile, codes: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Of the sources those that are set; the others may be missing, then nobody is offered them."""
    used = {entry.source for entry in file.actions} | {file.manual.source if file.manual else None}
    return {name: found for name, found in codes.items() if name in used}


def _lacking(draft: Draft, section: str, codes: Mapping[str, Sequence[str]], terms: Sequence[Term]) -> list[Problem]:
    dictionary = "стадий лида" if section == "stages" else "источников"
    wanted = draft.document.table(section)
    return [
        draft.document.problem(
            (section, alias),
            f"в справочнике {dictionary} портала этого нет",
            _cure(wanted[alias], terms),
            wanted[alias],
        )
        for alias, found in codes.items()
        if not found
    ]


def _unknown_fields(draft: Draft, fields: Sequence[Term]) -> list[Problem]:
    """Fields of the portal that the file names, and a lead does not have."""
    known = {field.code for field in fields}
    return [
        draft.document.problem(path, "у лида в портале такого поля нет", _cure([name], fields), name)
        for path, name in named_fields(draft)
        if known and name not in known
    ]


def _unknown_deal_stage(draft: Draft, known: Mapping[int, Sequence[Term]]) -> list[Problem]:
    """What becomes of a lead goes to a funnel, and a stage of it, that are there."""
    entry = draft.file.conversion
    if entry is None or not known:
        return []
    if entry.category not in known:
        cure = f"в портале есть воронки: {', '.join(map(str, sorted(known)))}"
        why = "воронки сделок с таким номером в портале нет"
        return [draft.document.problem(("conversion", "category"), why, cure, entry.category)]
    stages, name = known[entry.category], entry.deal_stage
    if name is None or any(term.code == name for term in stages):
        return []
    why = f"в воронке сделок {entry.category} стадии с таким кодом нет"
    return [draft.document.problem(("conversion", "deal_stage"), why, _cure([name], stages), name)]


def _cure(wanted: Sequence[str], terms: Sequence[Term]) -> str:
    spellings = {term.name: term for term in terms} | {term.code: term for term in terms}
    near = [spellings[word] for name in wanted for word in nearest(name, list(spellings))] or terms
    labels = dict.fromkeys(f"«{term.name}» ({term.code})" for term in near)
    return "в портале есть: " + ", ".join(labels) if labels else "справочник пуст: проверьте права вебхука на CRM"


def _bonus(entry: BonusEntry | None) -> BonusRules | None:
    return BonusRules(entry.amount, entry.currency, frozenset(entry.checks), frozenset(entry.pays)) if entry else None


def _correctness(entry: CorrectnessEntry) -> Correctness:
    return Correctness(entry.region, frozenset(word for name in entry.junk_names for word in words(name)))


def _clock(entry: ClockEntry, zone: tzinfo | None, hours: WorkingHours | None) -> Clock:
    ladder = _rungs(entry.ladder)
    daily = Daily(tuple(sorted(entry.daily)), zone) if entry.daily and zone else None
    if daily:
        ladder = (Rung(timedelta(), entry.notify or Audience.MANAGER),)
    return Clock(
        code=entry.code,
        title=entry.title,
        ladder=ladder,
        says=entry.says or "",
        daily=daily,
        until_reached=entry.until_reached,
        while_new=entry.while_new,
        hours=hours,
        working=entry.time == "working",
    )


def _step(entry: StepEntry, stages: Mapping[str, Sequence[str]]) -> Step:
    codes = frozenset(code for name in entry.stages for code in stages.get(name, ()))
    return Step(entry.title, codes, entry.done or "", entry.hint or "", entry.link or "")


def _topic(entry: QuestionEntry) -> Topic:
    answers = tuple(zip(entry.answers, entry.values or entry.answers, strict=True))
    email = entry.kind == "email"
    return Topic(entry.code, entry.title, EMAIL if email else entry.field or "", answers, entry.free or email)


def _rungs(entries: Sequence[RungEntry] | None) -> tuple[Rung, ...]:
    """Each rung, and behind it its repeats."""
    found: list[Rung] = []
    for entry in entries or ():
        rung = _rung(entry)
        again = entry.repeat or timedelta()
        found += [replace(rung, after=rung.after + number * again) for number in range((entry.times or 0) + 1)]
    return tuple(found)


def _ladder(entry: LadderEntry, sources: Mapping[str, Sequence[str]]) -> Ladder:
    said = entry.when
    when = When(
        frozenset(code for name in said.sources for code in sources.get(name, ())) if said.sources else None,
        tuple(map(key, said.words)),
        {name: frozenset(values) for name, values in said.fields.items()},
    )
    return Ladder(entry.code, entry.title, when, entry.clock, _rungs(entry.ladder))


def _rung(entry: RungEntry) -> Rung:
    by = DayEnd(entry.late or timedelta(), entry.next_day) if entry.by else None
    return Rung(entry.after or -(entry.before or timedelta()), entry.notify, by)


def _action(
    entry: ActionEntry, file: RegulationFile, stages: Mapping[str, Sequence[str]], sources: Mapping[str, Sequence[str]]
) -> Action:
    fields: dict[str, str] = {}
    if entry.stage:
        fields[STAGE] = stages[entry.stage][0]
    if entry.source:
        fields[SOURCE] = sources[entry.source][0]
    if entry.reason and file.fields.reject_reason:
        fields[file.fields.reject_reason] = entry.reason
    if entry.forwards:
        fields[MANAGER] = str(file.departments[entry.forwards].responsible)
    if file.fields.event_state and (state := state_titles(file).get(entry.code)):
        fields[file.fields.event_state] = state
    return Action(
        code=entry.code,
        title=entry.title,
        phases=frozenset(map(Phase, entry.phases)),
        style=entry.style,
        fields=fields,
        stage_if_new=stages[entry.stage_if_new][0] if entry.stage_if_new else "",
        comment=entry.comment or "",
        counts_attempt=entry.counts_attempt,
        hints={int(attempt): text for attempt, text in entry.hints.items()},
        takes=entry.takes or entry.reached,
        closes=entry.closes,
        confirm=entry.confirm,
        asks_source=entry.asks_source,
        asks=NAMING if entry.names_source else entry.asks or "",
        asks_referrer=entry.asks_referrer,
        needs_source=entry.needs_source,
        needs=entry.needs,
        within=entry.within,
        moves=entry.moves or 0,
        topics=frozenset(entry.questions),
        on_register=entry.asks == CONSULTATION,
        funnels=None if entry.funnels is None else frozenset(entry.funnels),
        starts=tuple(entry.starts),
        stops=frozenset(entry.stops),
        reached=entry.reached,
        until_reached=entry.until_reached,
        needs_twin=entry.needs_twin,
        attaches=entry.attaches,
        known=None if entry.client is None else entry.client == "known",
        denies=entry.denies,
        attempts_from=entry.attempts_from,
        stages=offered_at(file.conversion, stages) if entry.asks == CONVERSION else frozenset(),
        after=frozenset(entry.after),
        unless=frozenset(entry.unless),
        once=entry.once or entry.holds is not None,
        holds=entry.holds,
        exact=entry.exact,
        template=entry.template or "",
        via=tuple(entry.via),
        lacks=tuple(entry.lacks),
        trigger=entry.trigger or "",
        more=entry.more,
    )
