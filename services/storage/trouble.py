"""Whether an error means that the database is away, rather than that something is wrong with what it was asked."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

# Classes of SQLSTATE that pass: connection, conflict of transactions, resources, not accepting, operator, system.
PASSING = frozenset({"08", "40", "53", "55", "57", "58"})


def is_away(error: BaseException) -> bool:
    """Trying again will help: the database is locked, full, restarting or out of reach."""
    if isinstance(error, BaseExceptionGroup):
        return any(is_away(each) for each in error.exceptions)
    if isinstance(error, OSError | sqlite3.OperationalError | OperationalError | InterfaceError):
        return True
    if isinstance(error, DBAPIError):
        state = str(getattr(error.orig, "sqlstate", "") or "")
        lost = isinstance(error, InternalError) and not state  # the driver lost its way on a connection that was cut
        return error.connection_invalidated or lost or state[:2] in PASSING
    return False
