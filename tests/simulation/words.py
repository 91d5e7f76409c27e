"""Made-up surnames: each number has one of its own."""

SYLLABLES = [f"{consonant}{vowel}" for consonant in "бвгдклмнпрст" for vowel in "аиоу"]


def word(number: int, syllables: int) -> str:
    made, left = "", number
    for _ in range(syllables):
        made, left = SYLLABLES[left % len(SYLLABLES)] + made, left // len(SYLLABLES)
    return made.capitalize()
