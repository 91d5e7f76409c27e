"""Refusals of the Bot API: HTTP status, description word for word, parameters."""

from typing import Any

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
}
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class ApiError(Exception):
    """A refusal; `words` gets the prefix of its status, as the real server adds it."""

    def __init__(self, code: int, words: str = "", **parameters: int) -> None:
        self.code = code
        self.description = f"{PREFIXES[code]}: {small_first(words)}" if words else PREFIXES[code]
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> dict[str, Any]:
        """The JSON of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(words: str) -> ApiError:
    """400 Bad Request."""
    return ApiError(400, words)


def too_many(seconds: int) -> ApiError:
    """429 with the seconds to wait."""
    return ApiError(429, f"retry after {seconds}", retry_after=seconds)


def small_first(words: str) -> str:
    """The server makes the first letter small, unless a capital or an underscore follows (BUTTON_DATA_INVALID)."""
    if len(words) > 1 and (words[1] == "_" or "A" <= words[1] <= "Z"):
        return words
    return words[:1].lower() + words[1:]
