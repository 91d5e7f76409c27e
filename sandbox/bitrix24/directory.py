"""Rows of user.get and crm.status.list, as the portal prints them."""

from sandbox.bitrix24.state import Item

MEANINGS = {"": "process", "S": "success", "F": "failure"}
COLORS = {"": "#39A8EF", "S": "#7BD500", "F": "#FF5752"}


def user_row(user_id: int, name: str, last_name: str, stamp: str, domain: str) -> Item:
    """An active employee of the first department; `stamp` is an ISO time."""
    return {
        "ID": str(user_id),
        "ACTIVE": True,
        "NAME": name,
        "LAST_NAME": last_name,
        "EMAIL": f"user{user_id}@{domain}",
        "LAST_LOGIN": stamp,
        "DATE_REGISTER": stamp,
        "IS_ONLINE": "Y",
        "TIMESTAMP_X": {},
        "LAST_ACTIVITY_DATE": {},
        "PERSONAL_GENDER": "",
        "PERSONAL_BIRTHDAY": "",
        "WORK_POSITION": "",
        "UF_EMPLOYMENT_DATE": "",
        "UF_DEPARTMENT": [1],
        "USER_TYPE": "employee",
    }


def status_row(row_id: int, entity: str, code: str, name: str, semantics: str, order: int) -> Item:
    """A row of a dictionary; `semantics` "", S or F."""
    return {
        "ID": str(row_id),
        "ENTITY_ID": entity,
        "STATUS_ID": code,
        "NAME": name,
        "NAME_INIT": "",
        "SORT": str(order),
        "SYSTEM": "N",
        "CATEGORY_ID": None,
        "COLOR": COLORS[semantics],
        "SEMANTICS": semantics or None,
        "EXTRA": {"SEMANTICS": MEANINGS[semantics], "COLOR": COLORS[semantics]},
    }
