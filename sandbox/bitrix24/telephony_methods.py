"""What the portal's telephony remembers of calls."""

from sandbox.bitrix24.command import Command
from sandbox.bitrix24.listing import rows_page
from sandbox.bitrix24.paging import Listed
from sandbox.bitrix24.state import Item, State

INTS = ("ID", "PORTAL_USER_ID", "CALL_DURATION", "CRM_ENTITY_ID", "CRM_ACTIVITY_ID", "CALL_TYPE")
TEXTS = ("PORTAL_NUMBER", "PHONE_NUMBER", "CALL_ID", "CALL_CATEGORY", "CALL_FAILED_CODE", "CRM_ENTITY_TYPE")
COLUMNS = {**dict.fromkeys(INTS, "int"), **dict.fromkeys(TEXTS, "text"), "CALL_START_DATE": "time"}
NULLS = (
    *("EXTERNAL_CALL_ID", "CALL_LOG", "CALL_VOTE", "REST_APP_ID", "REST_APP_NAME", "TRANSCRIPT_ID", "SESSION_ID"),
    *("REDIAL_ATTEMPT", "COMMENT", "RECORD_DURATION", "RECORD_FILE_ID"),
)


def list_calls(command: Command) -> Listed:
    """voximplant.statistic.get: the parameters are FILTER, SORT and ORDER."""
    order = {str(command.get("SORT") or "ID"): str(command.get("ORDER") or "DESC")}
    shown, total, following = rows_page(command, command.state.phone_calls, COLUMNS, command.get("FILTER"), order)
    return Listed(shown, total, following)


def call_row(state: State, entity: tuple[str, int], by: int, seconds: int, code: str, record: str) -> Item:
    """A call that has ended; `code`: 200 answered, 304 missed, 486 busy, 603 declined."""
    call_id = state.next_id("phone_call")
    return {
        "ID": str(call_id),
        "PORTAL_USER_ID": str(by),
        "PORTAL_NUMBER": "reg1",
        "PHONE_NUMBER": "",
        "CALL_ID": f"externalCall.{call_id}",
        "CALL_CATEGORY": "external",
        "CALL_DURATION": str(seconds),
        "CALL_START_DATE": state.iso(),
        "CALL_RECORD_URL": record,
        "COST": "0.0000",
        "COST_CURRENCY": "",
        "CALL_FAILED_CODE": code,
        "CALL_FAILED_REASON": "",
        "CRM_ENTITY_TYPE": entity[0],
        "CRM_ENTITY_ID": str(entity[1]),
        "CRM_ACTIVITY_ID": "0",
        "TRANSCRIPT_PENDING": "N",
        "CALL_TYPE": "1",
        **dict.fromkeys(NULLS),
    }
