"""How a regulation finds a wrong source, and what it believes instead: values, in the portal's own terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.domain.gateways import Term

REPAIR = "source-repair"  # what a choice of a repair is called; no action of a regulation can have a hyphen


@dataclass(frozen=True, slots=True)
class RepairRule:
    """What a comment says, and the source that it means.

    `says`: phrases as `names.words`. `hosts`: where links of this channel lead to.
    `source` None: people know the channel, the portal's catalogue does not («нет в списке»).
    """

    says: tuple[tuple[str, ...], ...]
    source: Term | None
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Learned:
    """What people have said of an origin: leads that name it, with no source or one of `instead_of`, are `source`'s.

    `sure`: an editor has confirmed it, so that it is put right without anybody's tap.
    """

    source: Term
    instead_of: frozenset[str]
    sure: bool


@dataclass(frozen=True, slots=True)
class ContactKeys:
    """What the fields of a comment are called, as `names.key`."""

    profile: frozenset[str] = frozenset()
    domain: frozenset[str] = frozenset()
    telegram: frozenset[str] = frozenset()
    instagram: frozenset[str] = frozenset()
    tag: frozenset[str] = frozenset()
    order: frozenset[str] = frozenset()
    birthday: frozenset[str] = frozenset()
    phone: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every name of every kind."""
        people = self.profile | self.domain | self.telegram | self.instagram | self.phone
        return people | self.tag | self.order | self.birthday


@dataclass(frozen=True, slots=True)
class Repair:
    """`words` in the name of a source (`sources`: those codes) or in a lead's title make the source doubtful.

    `labels`: what stands before the source in a comment; `own_words`: fields in which the client writes;
    `origins`: fields that name a landing page, a bot, a group or an account; `noise`: words that a page adds.
    All as `names.key`. `learned`: what is known of origins, by their marks.
    """

    words: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    own_words: frozenset[str] = frozenset()
    noise: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    learned: Mapping[str, Learned] = field(default_factory=dict)
    rules: tuple[RepairRule, ...] = ()
    contacts: ContactKeys = field(default_factory=ContactKeys)
    autofix: bool = False
