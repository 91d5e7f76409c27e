"""The database: whether it answers, and whether its tables are of this version."""

from sqlalchemy import Connection, inspect, text

from bot.app import App
from bot.commands.checks.finding import Finding
from bot.start_refused import reason
from services.storage.migrate import HEAD


async def of_database(app: App) -> Finding:
    """Nothing is changed: `migrate` and `run` bring the tables up to date."""
    say = app.texts.plain
    try:
        async with app.db.reading() as conn:
            version = await conn.run_sync(_version)
    except Exception as error:  # whatever the driver raises
        return Finding(say("check-database-down", reason=reason(error, app.settings)), say("check-database-down-cure"))
    if version > HEAD:
        return Finding(say("check-database-newer"), say("check-database-newer-cure"))
    if version < HEAD:
        return Finding(say("check-database-old"), say("check-database-old-cure"))
    return Finding(say("check-database"))


def _version(conn: Connection) -> str:
    """Of the last migration applied, "" when there was none; they are numbered in order."""
    if not inspect(conn).has_table("alembic_version"):
        return ""
    return str(conn.scalar(text("select version_num from alembic_version")) or "")
