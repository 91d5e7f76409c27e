"""Whether the portal takes our webhook at all; while it does not, it is asked now and then only."""

from services.bitrix24.errors import SCOPE, SHUT
from services.bitrix24.limiter import Clock
from services.domain.gateways import Refused, TryLater

LEADS = "crm.item."  # what every portal with this scope has
LOOK_AGAIN = 30.0  # seconds between looks whether somebody has mended it


class Standing:
    """`fault`: the code of a refusal that concerns every call, "" when there is none.

    `lacks_crm`: leads were refused for want of the scope, and none was shown or written since.
    """

    def __init__(self, clock: Clock) -> None:
        self.fault = ""
        self.lacks_crm = False
        self._clock = clock
        self._ask_at = 0.0

    def took(self, method: str) -> None:
        """The portal carried a call out; a batch says nothing of what is in it."""
        self.fault = ""
        if method.startswith(LEADS):
            self.lacks_crm = False

    def refused(self, method: str, failure: TryLater | Refused) -> None:
        """The portal said no."""
        if not isinstance(failure, Refused):
            return
        if failure.code in SHUT:
            self.fault, self._ask_at = failure.code, self._clock() + LOOK_AGAIN
        elif failure.code == SCOPE and method.startswith(LEADS):
            self.lacks_crm = True

    def rest(self) -> Refused | None:
        """The refusal that is known, while nobody has had the time to mend it."""
        return Refused(self.fault, "not asked again yet") if self.fault and self._clock() < self._ask_at else None
