"""Every method the portal knows, with the scope it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.bitrix24 import (
    activity_methods,
    calendar_methods,
    dictionary_methods,
    field_methods,
    item_methods,
    lead_methods,
    list_methods,
    people_methods,
    system_methods,
    telephony_methods,
    timeline_methods,
)
from sandbox.bitrix24.command import Command


@dataclass(frozen=True, slots=True)
class Method:
    """What answers a call; `scopes`: any of them is enough, none = open to every webhook."""

    run: Callable[[Command], Any]
    scopes: frozenset[str]


CRM: dict[str, Callable[[Command], Any]] = {
    "crm.item.get": item_methods.get_item,
    "crm.item.list": item_methods.list_items,
    "crm.item.add": item_methods.add_item,
    "crm.item.update": item_methods.update_item,
    "crm.item.delete": item_methods.delete_item,
    "crm.item.fields": field_methods.item_fields,
    "crm.lead.get": lead_methods.get_lead,
    "crm.lead.list": lead_methods.list_leads,
    "crm.lead.add": lead_methods.add_lead,
    "crm.lead.update": lead_methods.update_lead,
    "crm.lead.delete": lead_methods.delete_lead,
    "crm.lead.fields": field_methods.lead_fields,
    "crm.status.list": dictionary_methods.list_statuses,
    "crm.status.entity.items": dictionary_methods.entity_items,
    "crm.stagehistory.list": dictionary_methods.stage_history,
    "crm.settings.mode.get": dictionary_methods.crm_mode,
    "crm.timeline.comment.add": timeline_methods.add_comment,
    "crm.timeline.comment.list": timeline_methods.list_comments,
    "crm.timeline.comment.get": timeline_methods.get_comment,
    "crm.activity.list": activity_methods.list_activities,
    "crm.activity.todo.add": activity_methods.add_todo,
    "crm.automation.trigger": activity_methods.pull_trigger,
    "crm.duplicate.findbycomm": system_methods.find_duplicates,
}
LISTS: dict[str, Callable[[Command], Any]] = {
    "lists.field.get": list_methods.list_fields,
    "lists.element.get": list_methods.list_elements,
    "lists.element.add": list_methods.add_element,
    "lists.element.update": list_methods.update_element,
    "lists.element.delete": list_methods.delete_element,
}
CALENDAR: dict[str, Callable[[Command], Any]] = {
    "calendar.section.get": calendar_methods.list_sections,
    "calendar.event.get": calendar_methods.list_events,
    "calendar.event.getbyid": calendar_methods.get_event,
    "calendar.event.add": calendar_methods.add_event,
    "calendar.event.update": calendar_methods.update_event,
    "calendar.event.delete": calendar_methods.delete_event,
}
USER_SCOPES = frozenset({"user", "user_basic", "user_brief"})
METHODS: dict[str, Method] = {
    **{name: Method(run, frozenset({"crm"})) for name, run in CRM.items()},
    **{name: Method(run, frozenset({"lists"})) for name, run in LISTS.items()},
    **{name: Method(run, frozenset({"calendar"})) for name, run in CALENDAR.items()},
    "user.get": Method(people_methods.get_users, USER_SCOPES),
    "user.current": Method(people_methods.current_user, USER_SCOPES),
    "department.get": Method(people_methods.get_departments, frozenset({"department"})),
    "voximplant.statistic.get": Method(telephony_methods.list_calls, frozenset({"telephony"})),
    "timeman.status": Method(people_methods.working_day, frozenset({"timeman"})),
    "im.notify.system.add": Method(people_methods.notify, frozenset({"im"})),
    "server.time": Method(system_methods.server_time, frozenset()),
    "scope": Method(system_methods.scope, frozenset()),
    "profile": Method(people_methods.profile, frozenset()),
}
# Application context only: an incoming webhook gets WRONG_AUTH_TYPE.
APPLICATION_ONLY = ("event.bind", "event.unbind", "event.get", "event.offline.", "crm.automation.trigger.execute")
