"""The list of bonus claims, and one of them, as messages: private ones, for those who check and pay."""

from collections.abc import Mapping
from typing import Any

from services.domain.bonus import LISTED, BonusState, Claim, ClaimDetail, ClaimPage
from services.domain.gateways import Button, Keyboard, Message
from services.domain.regulation import Style
from services.telegram.callbacks import BonusesFileTap, BonusTap
from services.telegram.html import cut, lines, link
from services.telegram.keyboards import pairs, short, tap
from services.telegram.texts import Texts

NAME = 60
_STYLES = {BonusState.CHECKED: Style.SUCCESS, BonusState.PAID: Style.SUCCESS, BonusState.WITHDRAWN: Style.DANGER}


def listed(page: ClaimPage, texts: Texts) -> Message:
    """The sums, and a button for each claim in the chosen state."""
    sums = [
        texts("bonuses-sum", state=each.state.value, count=each.count, money=_money(each.amount, each.currency))
        for each in page.sums
        if each.state in LISTED
    ]
    words = lines(texts("bonuses-title"), *(sums or [texts("bonuses-none")]), texts(f"bonuses-{page.state.value}"))
    claims = [(tap(short(_called(each)), _at(page, lead=each.bonus.lead_id)),) for each in page.claims]
    return Message(words, (*claims, *_turning(page), *_tabs(page, texts), _file(texts)))


def detail(shown: ClaimDetail, page: ClaimPage, texts: Texts) -> Message:
    """One claim, and what the reader may do about it."""
    claim, bonus = shown.claim, shown.claim.bonus
    name = bonus.referrer.name if bonus.referrer else ""
    money = _money(bonus.amount, bonus.currency)
    words = lines(
        texts("bonus-lead", lead=link(cut(claim.lead, NAME), shown.lead_url), money=money),
        texts("bonus-referrer", name=link(name, shown.client_url)) if name else texts("bonus-referrer-unnamed"),
        texts("bonus-claimed", who=claim.claimed_by, at=texts.moment(bonus.claimed_at)),
        texts("bonus-checked", who=claim.checked_by, at=texts.moment(bonus.checked_at)) if bonus.checked_at else "",
        texts("bonus-paid", who=claim.paid_by, at=texts.moment(bonus.paid_at)) if bonus.paid_at else "",
        texts("bonus-turned-down") if bonus.state is BonusState.WITHDRAWN else "",
        texts("bonus-other-source", source=shown.other_source) if shown.other_source else "",
    )
    moves = [
        tap(texts.plain(f"button-bonus-{to.value}"), _at(page, lead=bonus.lead_id, to=to.value), _STYLES[to])
        for to in shown.moves
    ]
    return Message(words, (*pairs(moves), (tap(texts.plain("button-bonuses"), _at(page)),)))


def _called(claim: Claim) -> str:
    return f"{claim.lead} ← {claim.bonus.referrer.name}" if claim.bonus.referrer else f"{claim.lead} ← ?"


def _turning(page: ClaimPage) -> Keyboard:
    if page.pages < 2:
        return ()
    before, after = (page.number - 1) % page.pages, (page.number + 1) % page.pages
    middle = f"{page.number + 1} / {page.pages}"
    return ((tap("‹", _at(page, page=before)), tap(middle, _at(page)), tap("›", _at(page, page=after))),)


def _tabs(page: ClaimPage, texts: Texts) -> Keyboard:
    """The other states."""
    others = [state for state in LISTED if state is not page.state]
    return (tuple(tap(texts.plain(f"button-bonuses-{state.value}"), BonusTap(state=state.value)) for state in others),)


def _file(texts: Texts) -> tuple[Button, ...]:
    return (tap(texts.plain("button-bonuses-file"), BonusesFileTap()),)


def _at(at: ClaimPage, **where: Any) -> BonusTap:
    """A step from this page of the list."""
    return BonusTap(**{"state": at.state.value, "page": at.number, **where})


def _money(amount: int, currency: str) -> Mapping[str, Any]:
    return {"amount": amount, "currency": currency}
