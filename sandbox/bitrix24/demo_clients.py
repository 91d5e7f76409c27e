"""Clients of the demo's company with their deals, and the sales managers who made them, all of it made up."""

from sandbox.bitrix24.portal import Portal
from sandbox.bitrix24.schema import COMPANY, CONTACT, DEAL
from sandbox.bitrix24.state import Item

# Number, name, surname, phone, whether the person still works here.
SALES_MANAGERS = (
    (21, "Денис", "Орлов", "+79990000021", True),
    (22, "Андрей", "Белов", "+79990000022", True),
    (23, "Марина", "Котова", "+79990000023", True),
    (24, "Роман", "Ильин", "+79990000024", False),
)
DEAL_STAGES = (
    ("NEW", "Новая", ""),
    ("PREPARATION", "Подготовка документов", ""),
    ("EXECUTING", "В работе", ""),
    ("WON", "Договор заключён", "S"),
    ("LOSE", "Отказ", "F"),
)
# Number, name, patronymic, surname, phone.
CONTACTS = (
    (401, "Ольга", "Петровна", "Синицына", "+79990000941"),
    (402, "Ирина", "", "Фёдорова", "+79990000942"),
    (403, "Пётр", "", "Синицын", "+79990000943"),
)
COMPANIES = ((501, "ООО «Синица»", "+79990000951"),)
# Whose deal, its stage, the sales manager; the oldest first.
DEALS: tuple[tuple[Item, str, int], ...] = (
    ({"contactIds": [401]}, "WON", 21),
    ({"contactIds": [401]}, "WON", 24),  # her own sales manager has left since
    ({"contactIds": [402, 403]}, "WON", 22),
    ({"contactIds": [402]}, "EXECUTING", 23),
    ({"companyId": 501}, "WON", 23),
)
POSITION = "Менеджер по продажам"
DAY = 86400.0


def add_clients(portal: Portal, now: float) -> None:
    """Who bought from the company before the assistant came, and from whom."""
    before: Item = {"at": now - 400 * DAY, "silent": True}
    for user_id, name, last_name, phone, works in SALES_MANAGERS:
        details: Item = {"PERSONAL_MOBILE": phone, "WORK_PHONE": "", "TIME_ZONE": "", "WORK_POSITION": POSITION}
        portal.add_user(user_id, name, last_name, ACTIVE=works, **details)
    for code, title, meaning in DEAL_STAGES:
        portal.add_status("DEAL_STAGE", code, title, meaning, system=True)
    for contact_id, name, second_name, last_name, phone in CONTACTS:
        names = {"name": name, "secondName": second_name, "lastName": last_name}
        portal.add_item(CONTACT, **before | names, id=contact_id, phone=phone)
    for company_id, title, phone in COMPANIES:
        portal.add_item(COMPANY, **before, id=company_id, title=title, phone=phone)
    for age, (client, stage, manager) in zip(range(300, 0, -30), DEALS, strict=False):
        portal.add_item(DEAL, **client, stageId=stage, assignedById=manager, at=now - age * DAY, silent=True)
