"""`/sources`: the edition in force, what editors have amended, and for them the buttons to go on."""

from services.domain.amendments import Book, Kind, Unread
from services.domain.gateways import Button, Keyboard, Message
from services.domain.regulation import Style
from services.telegram.callbacks import RulesTap
from services.telegram.contacts import without_phones
from services.telegram.html import Html, cut
from services.telegram.keyboards import short, tap
from services.telegram.texts import Texts

PAGE = 8
SAID = 60
NAMES = 20


def page(book: Book, texts: Texts, number: int = 0, *, sure: int = 0, unread: Unread | None = None) -> Message:
    """`sure`: the amendment that somebody wants to take back, to be asked once more."""
    pages = max(1, -(-len(book.amendments) // PAGE))
    number %= pages
    shown = book.amendments[number * PAGE : (number + 1) * PAGE]
    rules = book.rules
    lines = [
        texts("rules-edition", title=rules.title, edition=rules.edition, number=rules.amendment),
        texts("rules-amended") if book.amendments else texts("rules-as-filed"),
    ]
    lines += [
        texts(f"rules-{each.kind}", said=cut(without_phones(each.shown), SAID), source=source) for each, source in shown
    ]
    if book.may_amend and book.outcome.handed:
        seen = book.outcome
        lines.append(texts("rules-outcome", right=seen.right, handed=seen.handed, percent=seen.percent))
    if unread:
        lines.append(_unread(unread, texts))
    return Message("\n".join(lines), _keyboard(book, texts, number, pages, sure) if book.may_amend else ())


def _unread(unread: Unread, texts: Texts) -> Html:
    if not unread.names:
        return texts("rules-read-by-all", told=unread.told)
    more, read = max(0, len(unread.names) - NAMES), unread.told - len(unread.names)
    return texts("rules-unread", read=read, told=unread.told, names=", ".join(unread.names[:NAMES]), more=more)


def _keyboard(book: Book, texts: Texts, number: int, pages: int, sure: int) -> Keyboard:
    asked = next((each for each, _ in book.amendments if each.id == sure), None)
    if asked:
        drop = RulesTap(do="drop", amendment=sure, page=number)
        title = texts.plain("button-withdraw-sure", said=short(asked.shown))
        back = tap(texts.plain("button-back"), RulesTap(do="page", page=number))
        return ((tap(title, drop, Style.DANGER),), (back,))
    rows: list[tuple[Button, ...]] = [
        (
            tap(
                texts.plain("button-withdraw", said=short(each.shown)),
                RulesTap(do="sure", amendment=each.id, page=number),
            ),
        )
        for each, _ in book.amendments[number * PAGE : (number + 1) * PAGE]
    ]
    if pages > 1:
        steps = (("‹", number - 1), (f"{number + 1} / {pages}", number), ("›", number + 1))
        rows.append(tuple(tap(title, RulesTap(do="page", page=to % pages)) for title, to in steps))
    alias, origin = (tap(texts.plain(f"button-add-{kind}"), RulesTap(do=kind)) for kind in (Kind.ALIAS, Kind.ORIGIN))
    return (*rows, (alias,), (origin,))
