"""Statements that are asked again and again, spelled once for the driver itself.

SQLAlchemy writes our SQL and knows our types; carrying a statement out by it costs two to three times as much as the
driver needs, and a lead takes many of them (docs/decisions/0005-spelled-statements.md). Whatever is made anew for
one question or has lists in it stays with SQLAlchemy.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import ClauseElement, Dialect, Executable, Numeric, Result, ScalarResult
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Values = Mapping[str, Any] | Sequence[Mapping[str, Any]]
Change = Callable[[Any], Any]  # of a value on its way in or out


class Asked(ABC):
    """What the stores use of SQLAlchemy's AsyncConnection, whichever driver is below."""

    @abstractmethod
    async def execute(self, statement: Executable, values: Values | None = None) -> Result[Any]: ...

    async def scalar(self, statement: Executable, values: Values | None = None) -> Any:
        return (await self.execute(statement, values)).scalar()

    async def scalars(self, statement: Executable, values: Values | None = None) -> ScalarResult[Any]:
        return (await self.execute(statement, values)).scalars()


class Rows(IteratorResult[Any]):
    """What came back, as SQLAlchemy gives it; `rowcount`: rows that were changed."""

    def __init__(self, columns: SimpleResultMetaData, rows: Iterable[Any], rowcount: int) -> None:
        super().__init__(columns, iter(rows))
        self.rowcount = rowcount


class Spelling:
    """One statement for one set of names that come with values."""

    def __init__(self, compiled: SQLCompiler, columns: Mapping[str, TypeEngine[Any]], dialect: Dialect) -> None:
        self.sql = str(compiled)
        self.returns = bool(columns)
        own = compiled.params
        self._order = [
            (name, own.get(name), compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ]
        read = [kind.dialect_impl(dialect).result_processor(dialect, None) for kind in columns.values()]
        self._read = [(place, change) for place, change in enumerate(read) if change]
        self._columns = SimpleResultMetaData(list(columns))

    def arguments(self, values: Any) -> list[Any]:
        """In the order in which the driver takes them."""
        values = values or {}
        given = ((values.get(name, own), change) for name, own, change in self._order)
        return [change(value) if change else value for value, change in given]

    def rows(self, found: Iterable[Sequence[Any]], rowcount: int) -> Rows:
        """What the driver found, in our types."""
        return Rows(self._columns, [self._row(each) for each in found], rowcount)

    def _row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        row = list(found)
        for place, change in self._read:
            row[place] = change(row[place])
        return tuple(row)


class Spellings:
    """Of one kind of database. A statement is spelled when it comes for the second time: it is one that lives on."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: WeakKeyDictionary[Executable, dict[tuple[str, ...], Spelling | None]] = WeakKeyDictionary()

    def of(self, statement: Executable, values: Values | None) -> Spelling | None:
        """None: SQLAlchemy carries it out."""
        known = self._known.get(statement)
        if known is None:
            self._known[statement] = {}
            return None
        first = values[0] if isinstance(values, list) else values
        names = tuple(first or ())
        if names not in known:
            known[names] = self._spelled(statement, names)
        return known[names]

    def _spelled(self, statement: Executable, names: tuple[str, ...]) -> Spelling | None:
        told = getattr(statement, "exported_columns", None)
        if told is None:  # plain text
            return None
        spelled = cast("ClauseElement", statement).compile(
            dialect=self._dialect, column_keys=list(names), for_executemany=True
        )
        compiled = cast("SQLCompiler", spelled)
        columns = {str(name): column.type for name, column in told.items()}
        waiting = {name for name, bind in compiled.binds.items() if bind.required} - set(names)
        lists = compiled.post_compile_params or compiled.literal_execute_params
        made_by_sqlalchemy = compiled.insert_prefetch or compiled.update_prefetch
        numbers = any(isinstance(kind, Numeric) for kind in columns.values())  # read by what the driver says of them
        if waiting or lists or made_by_sqlalchemy or numbers or len(columns) < len(told):
            return None
        return Spelling(compiled, columns, self._dialect)


_KINDS: dict[str, Spellings] = {}


def spellings(dialect: Dialect) -> Spellings:
    """Those of this kind of database, whichever connection asks."""
    return _KINDS.setdefault(dialect.name, Spellings(dialect))
