"""The incoming webhook: an address whose last part is a secret."""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

_PATH = re.compile(r".*/rest/\d+/(?P<secret>[^/]+)/")


@dataclass(frozen=True, slots=True)
class Webhook:
    """`https://portal/rest/<user>/<secret>/`; only the origin is shown."""

    origin: str
    path: str = field(repr=False)
    secret: str = field(repr=False)

    @classmethod
    def parse(cls, address: str) -> "Webhook":
        """Raises ValueError, without the address, when it is not one of a webhook."""
        origin, path = _split(address.strip())
        match = _PATH.fullmatch(path + "/")
        if not origin or match is None:
            raise ValueError("not an incoming webhook: https://<portal>/rest/<user>/<secret>/ is expected")
        return cls(origin, path + "/", match["secret"])

    def address(self, method: str) -> str:
        return f"{self.origin}{self.path}{method}"

    def page_url(self, kind: str, item_id: int) -> str:
        """The page of a lead, deal, contact or company, for people."""
        return f"{self.origin}/crm/{kind}/details/{item_id}/"

    def moved(self, location: str, method: str) -> "Webhook | None":
        """The webhook at the portal's new host, None when `location` leads anywhere else.

        The same path is asked for, so that the secret never travels to a login page or a parked domain.
        """
        origin, path = _split(location)
        secure = origin.startswith("https:") or not self.origin.startswith("https:")
        renamed = origin not in ("", self.origin) and path == f"{self.path}{method}"
        return replace(self, origin=origin) if secure and renamed else None

    def masked(self, text: str) -> str:
        """`text` without the secret."""
        return text.replace(self.secret, "***")


def _split(address: str) -> tuple[str, str]:
    """Origin and path without a closing slash; the origin is "" when the address is none of HTTP."""
    try:
        parts = urlsplit(address)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return "", ""
    return (f"{parts.scheme}://{parts.netloc}" if valid else ""), parts.path.rstrip("/")
