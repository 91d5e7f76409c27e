"""The board as a message: a line a lead, the hottest first, each with a button to its card."""

from services.domain.board import Board, BoardLead, Heat
from services.domain.gateways import Message
from services.telegram import keyboards
from services.telegram.contacts import without_phones
from services.telegram.html import Html, bold, cut, moment, relative_time
from services.telegram.texts import Texts

LINES = 12
MARKS = {Heat.LATE: "🔴", Heat.WARNED: "🟡", Heat.FRESH: "🟢", Heat.IN_WORK: "🔵"}


def board(shown: Board, texts: Texts, link: str = "") -> Message:
    """`link`: where those who supervise see the whole board; "" for a manager's own leads."""
    if not shown.lines:
        return Message(texts("board-empty"))
    counts = {heat.name.lower(): sum(line.lead.heat is heat for line in shown.lines) for heat in Heat}
    lines = [texts("board-head", **counts), "", *(_line(line, texts) for line in shown.lines[:LINES])]
    if len(shown.lines) > LINES:
        lines.append(texts("board-more", count=len(shown.lines) - LINES))
    if link:
        lines += ["", texts("board-link", link=link)]
    offered = [(line.lead.id, f"{MARKS[line.lead.heat]} {_name(line)}") for line in shown.lines[:LINES]]
    keyboard = keyboards.of_board(offered, texts) if link else keyboards.of_open_leads(offered)
    return Message("\n".join(lines), keyboard)


def _line(line: BoardLead, texts: Texts) -> Html:
    lead = line.lead
    age = relative_time(lead.entered_at, f"{lead.entered_at.astimezone():%H:%M}")
    due = moment(lead.due_at, f"{lead.due_at.astimezone():%H:%M}") if lead.due_at else ""
    manager = line.manager or texts("nobody")
    key = "board-line-due" if due else "board-line"
    return texts(key, mark=MARKS[line.lead.heat], name=bold(_name(line)), manager=manager, age=age, due=due)


def _name(line: BoardLead) -> str:
    return cut(without_phones(line.lead.name or line.lead.title or f"№ {line.lead.id}"), 40)
