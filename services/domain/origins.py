"""Which landing page, bot, group or account a comment names: what the keeper's answers are remembered by.

Two comments with the same mark name the same origin. Exactness goes before recall: a mark that is not recognised
costs a question, a wrong one a wrong source.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from services.domain.channels import HANDLE, LINK, Channels, host_of, within
from services.domain.comment_lines import readable
from services.domain.names import key, visible
from services.domain.repair import Repair
from services.domain.source_hints import LONGEST, holds_its_own, labelled

LONGEST_MARK = 200
# What a link carries of the advertisement and of the visitor, not of the page.
_TRACKING = re.compile(r"utm_\w+|\w*clid|_openstat|roistat|from|ref", re.IGNORECASE)
_NAMED = re.compile(r"(?<!\w)@\w|:\s*\S|[«\"]")  # @name, «: account», «a name»


@dataclass(frozen=True, slots=True)
class Origin:
    """`line` of the comment that names it."""

    mark: str
    line: str


def origin_of(comments: str, repair: Repair) -> Origin | None:
    """The first that is named; what the client writes names none."""
    if len(comments) > LONGEST:
        return None
    return next(_origins(comments, repair), None)


def _origins(comments: str, repair: Repair) -> Iterator[Origin]:
    lines = readable(comments)
    for names in (repair.labels, repair.origins):
        for field in labelled(lines, repair, names):
            mark = mark_of(field.value, repair, "" if names is repair.labels else field.name)
            if mark and holds_its_own(field, lines, repair):
                yield Origin(mark, lines[field.at])


def mark_of(value: str, repair: Repair, field: str = "") -> str:
    """What the value is known by, "" when it names no origin: a channel that everybody knows, an @name alone.

    `field`: what the value stands under («Квиз: подбор»), "" when it is to speak for itself.
    """
    value = " ".join(visible(value).split())
    links = {_page(found["address"]) for found in LINK.finditer(value)}
    if len(links) == 1:
        (page,) = links
        whole_site = not page.partition("/")[2] and within(host_of(page), _known_hosts(repair))
        return "" if whole_site or len(page) > LONGEST_MARK else page
    plain = unicodedata.normalize("NFKC", value).casefold().replace("ё", "е").strip(" .,;:!<>()")
    known = not field and not _NAMED.search(value) and Channels(repair.rules, {}).find(value)
    alone = not field and not key(HANDLE.sub("", plain))
    if links or known or alone or not key(plain) or len(plain) > LONGEST_MARK:
        return ""
    return f"{field.casefold()}: {plain}" if field else plain


def _page(address: str) -> str:
    """«https://www.Promo.example/Quiz/?utm_source=vk&step=2#top»: «promo.example/Quiz?step=2»."""
    rest = (address.partition("://")[2] or address).partition("#")[0]
    where, _, asked = rest.partition("?")
    host = host_of(address).removeprefix("www.").removeprefix("m.")
    path = where.partition("/")[2].rstrip("/")
    kept = sorted(each for each in asked.split("&") if each and not _TRACKING.fullmatch(each.partition("=")[0]))
    return f"{host}{'/' + path if path else ''}{'?' + '&'.join(kept) if kept else ''}"


def _known_hosts(repair: Repair) -> set[str]:
    return {host for rule in repair.rules for host in rule.hosts}
