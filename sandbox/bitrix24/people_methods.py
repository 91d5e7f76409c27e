"""Users, departments and working days."""

from typing import Any

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.errors import RestError, frozen_error
from sandbox.bitrix24.forms import rows
from sandbox.bitrix24.listing import rows_page
from sandbox.bitrix24.paging import Listed
from sandbox.bitrix24.state import Item

USER_COLUMNS = {
    **dict.fromkeys(("NAME", "LAST_NAME", "EMAIL", "PERSONAL_MOBILE", "PERSONAL_PHONE", "WORK_PHONE"), "text"),
    **dict.fromkeys(("UF_PHONE_INNER", "USER_TYPE", "WORK_POSITION"), "text"),
    "ID": "int",
    "ACTIVE": "flag",
    "IS_ONLINE": "flag",
    "UF_DEPARTMENT": "int",
}
CONTACTS = ("EMAIL", "PERSONAL_MOBILE", "PERSONAL_PHONE", "WORK_PHONE", "UF_PHONE_INNER", "TIME_ZONE", "IS_ONLINE")
DEPARTMENT_COLUMNS = {"ID": "int", "NAME": "text", "SORT": "int", "PARENT": "int", "UF_HEAD": "int"}
NOT_FILTERS = ("SORT", "ORDER", "START", "SELECT", "FILTER", "ADMIN_MODE")


def get_users(command: Command) -> Listed:
    people = [_visible(command, user) for user in command.state.users.values()]
    shown, total, following = rows_page(command, people, USER_COLUMNS, _filter(command), _order(command))
    select = [str(name) for name in rows(command.get("select"))]
    chosen = [{key: value for key, value in user.items() if not select or key in select} for user in shown]
    return Listed(chosen, total, following)


def current_user(command: Command) -> Any:
    user = dict(_visible(command, command.state.users[command.by]))
    now = command.state.iso()
    user.pop("USER_TYPE", None)
    return user | {"TIMESTAMP_X": now, "LAST_ACTIVITY_DATE": now}


def profile(command: Command) -> Any:
    user = command.state.users[command.by]
    return {
        "ID": str(command.by),
        "ADMIN": command.by in command.state.admins,
        "NAME": user["NAME"],
        "LAST_NAME": user["LAST_NAME"],
        "PERSONAL_GENDER": "",
        "TIME_ZONE": "",
    }


def get_departments(command: Command) -> Listed:
    rows_ = command.state.departments
    shown, total, following = rows_page(command, rows_, DEPARTMENT_COLUMNS, _filter(command), _order(command))
    return Listed(shown, total, following)


def working_day(command: Command) -> Any:
    user_id = int(command.get("USER_ID") or command.by)
    if user_id not in command.state.users:
        raise frozen_error("User not found")
    return command.state.workdays.get(user_id) or work_day("OPENED", command.state.iso())


def work_day(status: str, started: str, finish: str = "") -> Item:
    """What timeman.status says: OPENED, CLOSED, PAUSED or EXPIRED; times are ISO, `finish` the usual end of the day."""
    day: Item = {
        "STATUS": status,
        "TIME_START": started,
        "TIME_FINISH": None,
        "DURATION": "00:00:00",
        "TIME_LEAKS": "00:00:00",
        "ACTIVE": status != "EXPIRED",
        "IP_OPEN": "",
        "IP_CLOSE": "",
        "LAT_OPEN": 0,
        "LON_OPEN": 0,
        "LAT_CLOSE": 0,
        "LON_CLOSE": 0,
        "TZ_OFFSET": 10800,
    }
    return day | {"TIME_FINISH_DEFAULT": finish or None} if status == "EXPIRED" else day


def notify(command: Command) -> Any:
    user_id, message = command.get("USER_ID"), command.get("MESSAGE")
    if not str(user_id or "").isdigit() or int(user_id) <= 0:
        raise RestError("USER_ID_EMPTY", "User ID can't be empty")
    if not message:
        raise RestError("MESSAGE_EMPTY", "Message can't be empty")
    notice = {"id": command.state.next_id("notice"), "user": int(user_id), "text": str(message)}
    command.state.notifications.append({**notice, "at": command.state.iso()})
    return notice["id"]


def _visible(command: Command, user: Item) -> Item:
    """The scope user_brief has neither phones nor e-mail."""
    if command.scopes & {"user", "user_basic"}:
        return user
    return {key: value for key, value in user.items() if key not in CONTACTS}


def _filter(command: Command) -> Item:
    """Conditions come in FILTER, or straight in the parameters."""
    loose = {key: value for key, value in command.params.items() if key.upper() not in NOT_FILTERS}
    return {**loose, **dict(command.get("FILTER") or {})}


def _order(command: Command) -> Item:
    name = command.get("sort")
    return {str(name).upper(): command.get("order") or "ASC"} if name else {}
