"""A channel as a comment spells it: «С группы вк <https://…>», «С телеграм бота @…», «С Instagram на аккаунт: …»."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.domain.gateways import Term
from services.domain.names import key, visible, words
from services.domain.repair import RepairRule

LONGEST = 300  # characters: a longer value is prose

_ADDRESS = r"[a-z][a-z0-9+.-]{1,15}+://[^\s<>]++|(?<![\w@.-])(?:[a-z0-9-]{1,63}+\.){1,5}+[a-z]{2,20}(?:/[^\s<>]*+)?"
LINK = re.compile(rf"<?(?P<address>{_ADDRESS})>?", re.IGNORECASE)
HANDLE = re.compile(r"(?<!\w)@[\w.]++")
_WORD = re.compile(r"[^\W_]++")
# What may follow the channel: an account after a colon, or a name in quotation marks.
_ACCOUNT = re.compile(r":\s*\+?[A-Za-z0-9._-]{2,64}|«[^«»]{1,100}»|\"[^\"]{1,100}\"")


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that was named; `source` None: the portal has no such source."""

    source: Term | None


class Channels:
    """The channels that a regulation knows."""

    def __init__(self, rules: Sequence[RepairRule], spoken: Mapping[str, Term | None]) -> None:
        self._rules, self._spoken = rules, spoken

    @staticmethod
    def only_links(line: str) -> bool:
        """Whether a line holds links and nothing else."""
        return not key(LINK.sub("", line))

    def find(self, value: str, noise: frozenset[str] = frozenset()) -> Channel | None:
        """The channel that the whole value names; None when it says more, less or something else."""
        value = visible(value)
        if len(value) > LONGEST:
            return None
        hosts = {host_of(link["address"]) for link in LINK.finditer(value)}
        plain = _without_noise(HANDLE.sub(" ", LINK.sub(" ", value)), noise)
        channel = self._by_phrase(plain) or self._by_word(plain)
        return channel if channel and not self._leads_elsewhere(hosts, channel) else None

    def _by_phrase(self, plain: str) -> Channel | None:
        """The rule whose longest phrase begins the value; after it only an account may stand."""
        found = list(_WORD.finditer(plain))
        said = tuple(word for each in found for word in words(each[0]))
        if len(said) != len(found):
            return None
        matches = ((len(phrase), rule) for rule in self._rules for phrase in rule.says if said[: len(phrase)] == phrase)
        length, rule = max(matches, key=lambda match: match[0], default=(0, None))
        if rule is None or not self._is_account(plain[found[length - 1].end() :], rule):
            return None
        return Channel(rule.source)

    def _by_word(self, plain: str) -> Channel | None:
        """The whole value is what people call a source."""
        name = key(plain)
        return Channel(self._spoken[name]) if name in self._spoken else None

    def _is_account(self, rest: str, rule: RepairRule) -> bool:
        """Nothing more, or whose account it is; a word of another channel would be a second answer."""
        if not key(rest):
            return True
        if not _ACCOUNT.fullmatch(rest.strip(" <>.,;()")):
            return False
        said = {*words(rest), key(rest)}
        return said.isdisjoint(self._words_of_others(rule))

    def _words_of_others(self, rule: RepairRule) -> set[str]:
        own = {word for phrase in rule.says for word in phrase}
        told = {word for other in self._rules for phrase in other.says for word in phrase}
        return (told | set(self._spoken)) - own

    def _leads_elsewhere(self, hosts: set[str], channel: Channel) -> bool:
        """Whether a link leads to another channel than the one named."""
        own = {host for rule in self._rules if rule.source == channel.source for host in rule.hosts}
        others = {host for rule in self._rules for host in rule.hosts} - own
        return any(within(host, others) and not within(host, own) for host in hosts)


def _without_noise(text: str, noise: frozenset[str]) -> str:
    return " ".join(part for part in text.split() if key(part) not in noise)


def host_of(address: str) -> str:
    """Of «https://user@m.vk.com:443/x»: «m.vk.com»."""
    return re.split(r"[/?#]", address.partition("://")[2] or address)[0].rpartition("@")[2].partition(":")[0].lower()


def within(host: str, hosts: set[str]) -> bool:
    return any(host == each or host.endswith("." + each) for each in hosts)
