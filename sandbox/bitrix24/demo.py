"""The portal of the demo: its people, dictionaries and a few older leads, all of it made up."""

from collections.abc import Callable

from sandbox.bitrix24.demo_clients import add_clients
from sandbox.bitrix24.portal import Portal

OWNER = 1
SECRET = "sandboxsecret"  # noqa: S105  a made-up secret of a stand-in
APPLICATION_TOKEN = "sandbox-application-token"  # noqa: S105
REJECT_REASON = "UF_CRM_REJECT_REASON"  # ufCrmRejectReason in crm.item.*
INVALID_DATA = 45  # «Некорректные данные»
PEOPLE = (
    (OWNER, "Администратор", "портала", "", "Администратор"),
    (12, "Алина", "Громова", "+79990000012", "Менеджер колл-центра"),
    (13, "Тимур", "Садыков", "+79990000013", "Менеджер колл-центра"),
    (14, "Вера", "Климова", "+79990000014", "Руководитель колл-центра"),
    (15, "Ангелина", "Лебедева", "+79990000015", "Маркетолог"),
)
STAGES = (
    ("NEW", "Необработанный лид", ""),
    ("IN_PROCESS", "2. Взят в работу", ""),
    ("UC_MEETING", "3. Назначена консультация", ""),
    ("CONVERTED", "Качественный лид", "S"),
    ("JUNK", "Отказ", "F"),
)
SOURCES = (
    ("UC_NONE01", "Не выбрано"),
    ("RECOMMENDATION", "Рекомендация"),
    ("UC_2GIS01", "2Гис"),
    ("UC_MYTARGET01", "MyTarget"),
    ("UC_VK01", "VK"),
    ("WEB", "Сайт"),
    ("UC_INSTA01", "Инстаграм"),
    ("UC_TV01", "ТВ"),
    ("UC_OK01", "Одноклассники"),
    ("UC_BANNER01", "Баннер"),
    ("UC_SALEBOT01", "Salebot.pro - Линия для подключения Salebot.pro"),
    ("UC_VKPAGE01", "VK личная страница"),
    ("UC_PARTNER01", "Мир Без Забот"),
    ("UC_AGENCY01", "Ромашка Agency"),
    ("UC_PARTNER02", "РМШ"),
    ("UC_WA01", "Whatsapp Новый канал WA 79990000101"),
    ("UC_WA02", "Whatsapp Новый канал WA 79990000102"),
    ("UC_FORM01", "Форма обратной связи действующие клиенты"),
    ("UC_FORM02", "Форма обратной связи клиенты из базы"),
    ("UC_TG01", "Telegram"),
    ("UC_AVITO01", "Авито"),
    ("UC_CALL01", "Сервис Звонок"),
    ("UC_DIRECT01", "Яндекс.Директ (ИП Ромашкин.Р)"),
    ("UC_GROUP01", "Ромашка.Групп"),
    ("UC_ORGANIC01", "Ольга.Органика"),
    ("UC_DIRECT02", "Ольга.Директ"),
    ("UC_WA03", "Whatsapp 79990000103"),
    ("UC_SCORING01", "Скоринг.РомашкаГрупп"),
    ("UC_WA04", "Whatsapp Новый канал WA 79990000104"),
)
REASONS = {INVALID_DATA: "Некорректные данные", 46: "Не нужна услуга", 47: "Дубль", 48: "Нет связи"}
EVENT_FIELDS = (("UF_CRM_EVENT", "Мероприятие"), ("UF_CRM_EVENT_STATE", "Состояние на мероприятии"))
QUESTION_FIELDS = (
    ("UF_CRM_CLIENT_TYPE", "Физлицо или юрлицо"),
    ("UF_CRM_SPHERE", "Сфера деятельности"),
    ("UF_CRM_REQUEST", "Тип запроса"),
    ("UF_CRM_HISTORY", "История обращений"),
    ("UF_CRM_PLACE", "Местоположение объекта"),
    ("UF_CRM_MACHINE", "Тип машины"),
    ("UF_CRM_PERIOD", "Временной период"),
    ("UF_CRM_PRICE", "Устраивает ли стоимость"),
    ("UF_CRM_INN", "ИНН"),
)
REGISTER = 51  # the universal list of consultations, with the company's columns
REGISTER_COLUMNS = (
    "день назначения",
    "ссылка на лид(назначен)",
    "СТАТУС",
    "время(+ дата)",
    "на кого назначили",
    "источник",
    "доп.коммент",
)
SYSTEM_CODES = ("NEW", "IN_PROCESS", "CONVERTED", "JUNK", "RECOMMENDATION", "WEB")
HOUR = 3600.0


def demo_portal(clock: Callable[[], float], *, plan: str = "standard") -> Portal:
    """The portal as a visitor of the demo finds it; point `events.handler_url` at the assistant afterwards."""
    portal = Portal(clock, plan=plan)
    portal.departments = [{"ID": "1", "NAME": "Колл-центр", "SORT": 500, "UF_HEAD": "14"}]
    portal.add_webhook(OWNER, SECRET)
    portal.events.application_token = APPLICATION_TOKEN
    for user_id, name, last_name, phone, position in PEOPLE:
        contact = {"PERSONAL_MOBILE": phone, "WORK_PHONE": "", "TIME_ZONE": "", "WORK_POSITION": position}
        portal.add_user(user_id, name, last_name, admin=user_id == OWNER, **contact)
    for code, title, meaning in STAGES:
        portal.add_status("STATUS", code, title, meaning, system=code in SYSTEM_CODES)
    for code, title in SOURCES:
        portal.add_status("SOURCE", code, title, system=code in SYSTEM_CODES)
    portal.add_field(REJECT_REASON, "enumeration", "Причина отказа", items=REASONS)
    for upper, title in (*EVENT_FIELDS, *QUESTION_FIELDS):
        portal.add_field(upper, "text", title)
    columns = {f"PROPERTY_{number}": title for number, title in enumerate(REGISTER_COLUMNS, 201)}
    portal.add_list(REGISTER, "Консультации", columns, code="consultations")
    portal.add_section(7, "Встречи")
    add_clients(portal, clock())
    _add_older_leads(portal, clock())
    return portal


def _add_older_leads(portal: Portal, now: float) -> None:
    """What was there before the assistant came: none of it is to be pushed."""
    older = (
        (50, "Заявка с сайта", "Павел", "+79990000201", "WEB", "IN_PROCESS", 12),
        (28, "Звонок с баннера", "Ирина", "+79990000942", "UC_BANNER01", "UC_MEETING", 13),
        (26, "Заявка из группы VK", "Марат", "+79990000203", "UC_VK01", "CONVERTED", 12),
        (25, "Тестовая заявка", "Аноним", "123", "WEB", "JUNK", 13),
        (3, "Заявка от Telegram-бота", "Светлана", "+79990000204", "UC_TG01", "IN_PROCESS", 12),
    )
    for hours, title, name, phone, source, stage, manager in older:
        portal.add_lead(
            title=title,
            name=name,
            phone=phone,
            sourceId=source,
            stageId=stage,
            assignedById=manager,
            at=now - hours * HOUR,
            silent=True,
        )
