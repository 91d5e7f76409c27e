"""Messages, tickets, marks, dictionaries and open questions."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import func, select

from services.domain.gateways import Term
from services.storage import marks_store, messages_store, questions_store, retention_store, terms_store, tickets_store
from services.storage.database import Database
from services.storage.messages_store import BUNDLE, CARD, ESCALATION, REMINDER, Standing
from services.storage.tables import questions
from tests.storage.rows import MINUTE, NOW, keep_lead


class TestMessages:
    """Where our messages stand."""

    async def _add(self, db: Database, *message_ids: int, role: str = CARD, chat_id: int = 5012) -> None:
        async with db.writing() as conn:
            for message_id in message_ids:
                await messages_store.add(conn, 7, role, chat_id, message_id, {"rung": 0}, NOW)

    async def _live(self, db: Database) -> list[int]:
        async with db.reading() as conn:
            return [message.message_id for message in await messages_store.live(conn, 7)]

    async def test_a_message_is_remembered_once(self, db: Database) -> None:
        await keep_lead(db)
        await self._add(db, 100, 100)
        async with db.reading() as conn:
            standing = Standing(1, 7, CARD, 5012, 100, {"rung": 0}, "", NOW)
            assert await messages_store.live(conn, 7) == [standing]
            assert await messages_store.at(conn, 5012, 100) == standing
            assert await messages_store.find(conn, 1) == standing
            assert await messages_store.at(conn, 5013, 100) is None

    async def test_a_list_is_a_message_of_each_of_its_leads(self, db: Database) -> None:
        for number in (7, 8, 9):
            await keep_lead(db, number)
        parts = [(8, {"why": "late"}), (7, {"why": "blocked"})]
        async with db.writing() as conn:
            for _ in range(2):  # safe to repeat
                await messages_store.add_bundle(conn, ESCALATION, (-5, 100), parts, NOW)
        async with db.reading() as conn:
            assert await messages_store.parts_of(conn, 1) == parts
            first, second = await messages_store.live(conn, 8), await messages_store.live(conn, 7)
            assert first == [Standing(1, 8, ESCALATION, -5, 100, {"why": "late", BUNDLE: True}, "", NOW)]
            assert second == [Standing(1, 7, ESCALATION, -5, 100, {"why": "blocked"}, "", NOW)]
            assert await messages_store.live(conn, 9) == []
        async with db.writing() as conn:
            await messages_store.retire(conn, 1)
            assert await messages_store.live(conn, 7) == await messages_store.live(conn, 8) == []

    async def test_a_lead_that_is_forgotten_while_its_list_is_on_the_way_is_left_out(self, db: Database) -> None:
        """Else nothing of what was sent could be noted down, and all of it would be sent again."""
        await keep_lead(db, 8)
        async with db.writing() as conn:
            await messages_store.add_bundle(conn, ESCALATION, (-5, 100), [(7, {"why": "late"}), (8, {})], NOW)
            assert await messages_store.parts_of(conn, 1) == [(8, {})]
            await messages_store.add_bundle(conn, ESCALATION, (-5, 101), [(7, {})], NOW)
            assert await messages_store.at(conn, -5, 101) is None

    async def test_a_list_forgets_a_lead_that_is_forgotten(self, db: Database) -> None:
        for number in (7, 8):
            await keep_lead(db, number)
        async with db.writing() as conn:
            await messages_store.add_bundle(conn, ESCALATION, (-5, 100), [(7, {}), (8, {})], NOW)
            await retention_store.forget(conn, [8])
            assert await messages_store.parts_of(conn, 1) == [(7, {})]
            await retention_store.forget(conn, [7])
            assert await messages_store.find(conn, 1) is None

    async def test_the_same_number_in_another_chat_is_another_message(self, db: Database) -> None:
        await keep_lead(db)
        await self._add(db, 100)
        await self._add(db, 100, chat_id=-1005000000001)
        assert await self._live(db) == [100, 100]

    async def test_the_newest_of_a_role_in_a_chat(self, db: Database) -> None:
        await keep_lead(db)
        await self._add(db, 100, 101)
        await self._add(db, 102, role=REMINDER)
        await self._add(db, 103, chat_id=5013)
        async with db.reading() as conn:
            newest = await messages_store.newest(conn, 7, CARD, 5012)
            assert await messages_store.newest(conn, 7, CARD, 5014) is None
        assert newest is not None
        assert newest.message_id == 101

    async def test_views_are_set_and_reset(self, db: Database) -> None:
        await keep_lead(db)
        await self._add(db, 100, 101)
        async with db.writing() as conn:
            await messages_store.show(conn, 1, "x" * 64)
            assert [each.view for each in await messages_store.live(conn, 7)] == ["x" * 64, ""]
            await messages_store.reset_views(conn, 7)
            assert [each.view for each in await messages_store.live(conn, 7)] == ["", ""]

    async def test_a_retired_message_is_not_found_and_not_revived(self, db: Database) -> None:
        await keep_lead(db)
        await self._add(db, 100, 101)
        async with db.writing() as conn:
            await messages_store.retire(conn, 1)
        await self._add(db, 100)
        assert await self._live(db) == [101]
        async with db.reading() as conn:
            assert await messages_store.find(conn, 1) is None
            assert await messages_store.at(conn, 5012, 100) is None

    async def test_a_chat_that_moved_takes_its_messages_along(self, db: Database) -> None:
        await keep_lead(db)
        await self._add(db, 100)
        await self._add(db, 101, chat_id=-42)
        async with db.writing() as conn:
            await messages_store.retire_chat(conn, -42)
        assert await self._live(db) == [100]


class TestTickets:
    """Questions to the source keeper."""

    async def test_a_ticket_is_answered_once(self, db: Database, other: Database) -> None:
        await keep_lead(db)
        async with db.writing() as conn:
            ticket_id = await tickets_store.open_one(conn, 7, 1, NOW)

        async def answer(database: Database, source: str) -> str | None:
            async with database.writing() as conn:
                return source if await tickets_store.answer(conn, ticket_id, source, 4, NOW) else None

        answers = await asyncio.gather(*(answer(each, f"UC_{n}") for n, each in enumerate((db, other, db))))
        (source,) = filter(None, answers)
        async with db.reading() as conn:
            ticket = await tickets_store.find(conn, ticket_id)
            assert await tickets_store.open_of(conn, 7) is None
        assert ticket is not None
        assert (ticket.state, ticket.source, ticket.answered_by, ticket.asked_at) == ("answered", source, 4, NOW)

    async def test_a_withdrawn_ticket_is_not_answered(self, db: Database) -> None:
        await keep_lead(db)
        await keep_lead(db, 8)
        async with db.writing() as conn:
            first = await tickets_store.open_one(conn, 7, 1, NOW)
            second = await tickets_store.open_one(conn, 8, 1, NOW)
            await tickets_store.withdraw(conn, 7)
            assert not await tickets_store.answer(conn, first, "WEB", 4, NOW)
            still = await tickets_store.open_of(conn, 8)
            assert await tickets_store.find(conn, 99) is None
        assert still is not None
        assert still.id == second


class TestMarks:
    """Small facts with a name."""

    async def test_the_last_word_counts(self, db: Database) -> None:
        async with db.writing() as conn:
            assert await marks_store.get(conn, marks_store.SINCE) is None
            assert await marks_store.get_moment(conn, marks_store.SINCE) is None
            for moment in (NOW, NOW + MINUTE):
                await marks_store.put(conn, marks_store.SINCE, moment.isoformat())
            assert await marks_store.get_moment(conn, marks_store.SINCE) == NOW + MINUTE

    async def test_names_of_moved_chats_differ(self, db: Database) -> None:
        async with db.writing() as conn:
            await marks_store.put(conn, marks_store.moved_chat(-1), "-2")
            assert await marks_store.get(conn, marks_store.moved_chat(-1)) == "-2"
            assert await marks_store.get(conn, marks_store.moved_chat(1)) is None


class TestTerms:
    """The portal's dictionaries."""

    SOURCES = Term(9, "WEB", "Сайт", 20), Term(3, "CALL", "Звонок " * 60, 10), Term(2, "UC_X", "Радио", 20)

    async def _replace(self, db: Database, entity: str, rows: Sequence[Term]) -> None:
        async with db.writing() as conn:
            await terms_store.replace(conn, entity, rows)

    async def test_a_dictionary_is_kept_whole_in_the_portals_order(self, db: Database) -> None:
        await self._replace(db, "SOURCE", self.SOURCES)
        await self._replace(db, "STATUS", [Term(1, "JUNK", "Отказ", 10, "F")])
        await self._replace(db, "SOURCE", self.SOURCES)
        async with db.reading() as conn:
            assert [term.code for term in await terms_store.all_of(conn, "SOURCE")] == ["CALL", "UC_X", "WEB"]
            assert await terms_store.all_of(conn, "STATUS") == [Term(1, "JUNK", "Отказ", 10, "F")]

    async def test_an_empty_dictionary_is_a_dictionary(self, db: Database) -> None:
        await self._replace(db, "SOURCE", self.SOURCES)
        await self._replace(db, "SOURCE", [])
        async with db.reading() as conn:
            assert await terms_store.all_of(conn, "SOURCE") == []


class TestQuestions:
    """Open conversations: one for a person in a chat."""

    async def _ask(self, db: Database, form: str, chat_id: int = 5012, staff_id: int = 1) -> int:
        async with db.writing() as conn:
            return await questions_store.ask(conn, staff_id, chat_id, 7, form, {"step": "имя"}, NOW)

    async def _open(self, db: Database, chat_id: int = 5012, staff_id: int = 1) -> str | None:
        async with db.writing() as conn:
            question = await questions_store.open_in(conn, staff_id, chat_id)
        return question and question.form

    async def test_a_new_question_closes_the_one_before_in_its_chat(self, db: Database) -> None:
        first = await self._ask(db, "first")
        await self._ask(db, "elsewhere", chat_id=-42)
        await self._ask(db, "of another", staff_id=2)
        await self._ask(db, "second")
        assert await self._open(db) == "second"
        assert await self._open(db, chat_id=-42) == "elsewhere"
        assert await self._open(db, staff_id=2) == "of another"
        async with db.writing() as conn:
            assert await questions_store.lock(conn, first) is None

    async def test_it_goes_on_and_ends(self, db: Database) -> None:
        question_id = await self._ask(db, "form")
        async with db.writing() as conn:
            await questions_store.go_on(conn, question_id, {"step": "дата", "name": "Иван Образцов 👍"})
            await questions_store.place(conn, question_id, 100)
            question = await questions_store.lock(conn, question_id)
            assert question is not None
            assert (question.state["name"], question.message_id) == ("Иван Образцов 👍", 100)
            await questions_store.close(conn, question_id, NOW)
        assert await self._open(db) is None
        async with db.reading() as conn:
            assert await conn.scalar(select(func.count()).select_from(questions)) == 1
