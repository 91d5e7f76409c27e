"""Names that people type, compared as people read them."""

import re
import unicodedata

# Latin capitals that look like Cyrillic ones: «BK» typed in either alphabet is the same source.
_LOOK_ALIKES = str.maketrans("ABCEHKMOPTXYЁ", "АВСЕНКМОРТХУЕ")
_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def fold(name: str) -> str:
    """The name without case, ё, spaces and the difference between Latin and Cyrillic look-alikes."""
    return "".join(_plain(name).split())


def words(text: str) -> tuple[str, ...]:
    """The words of a text, each folded; punctuation is left out."""
    return tuple(_WORD.findall(_plain(text)))


def key(text: str) -> str:
    """The words of a text as one: «tg_username», «2-ГИС» and «2 гис» by letters and digits alone."""
    return "".join(words(text))


def visible(text: str) -> str:
    """`text` without characters that nobody sees: joiners, soft hyphens, changes of direction."""
    return _UNSEEN.sub("", text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", visible(text)).upper().translate(_LOOK_ALIKES)
