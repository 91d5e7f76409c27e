"""Clients who can be told apart by name, however many: no name is a part of another."""

from collections.abc import Iterator

FIRST = ("Анна", "Борис", "Вадим", "Галина", "Даниил", "Ева", "Жанна", "Захар", "Инна", "Кирилл", "Майя", "Олеся")
STEMS = (
    *("Бондар", "Васил", "Гавр", "Гнат", "Давид", "Дем", "Ерём", "Захар", "Иван", "Кирил", "Кравч", "Лавр", "Лук"),
    *("Макар", "Марч", "Мирон", "Никит", "Онопр", "Павл", "Петр", "Прокоп", "Роман", "Сав", "Семен", "Сидор"),
    *("Степан", "Тарас", "Тимош", "Тищ", "Фед", "Филип", "Фом", "Харч", "Хом", "Шевч", "Юрч", "Якив", "Ярем"),
)


def clients() -> Iterator[str]:
    """First name and surname, 456 of them; then the surname has a second part."""
    for second in ("", *(f"{stem}ова-" for stem in STEMS)):
        for stem in STEMS:
            for first in FIRST:
                yield f"{first} {second}{stem}енко"
