"""What the portal refuses, with its own codes, words and statuses."""

# code: (description, status in the docs of August 2026, status in their September revision)
SYSTEM: dict[str, tuple[str, int, int]] = {
    "QUERY_LIMIT_EXCEEDED": ("Too many requests", 503, 503),
    "OPERATION_TIME_LIMIT": ("Method is blocked due to operation time limit", 429, 429),
    "NO_AUTH_FOUND": ("Wrong authorization data", 401, 401),
    "INVALID_CREDENTIALS": ("Invalid request credentials", 403, 401),
    "insufficient_scope": ("The request requires higher privileges than provided by the webhook token", 403, 401),
    "ERROR_METHOD_NOT_FOUND": ("Method not found!", 404, 404),
    "WRONG_AUTH_TYPE": ("Current authorization type is denied for this method", 403, 403),
    "ERROR_BATCH_METHOD_NOT_ALLOWED": ("Method is not allowed for batch usage", 405, 405),
    "ERROR_BATCH_LENGTH_EXCEEDED": ("Max batch length exceeded", 400, 400),
}


class RestError(Exception):
    """An answer `{error, error_description}`; `code` may be the empty string."""

    def __init__(self, code: str, description: str, status: int = 400) -> None:
        super().__init__(f"{code}: {description}")
        self.code = code
        self.description = description
        self.status = status

    @property
    def body(self) -> dict[str, str]:
        return {"error": self.code, "error_description": self.description}


def system_error(code: str, revision: str = "snapshot") -> RestError:
    """An error of the system table, in one of its two revisions: "snapshot" or "later"."""
    description, snapshot, later = SYSTEM[code]
    return RestError(code, description, later if revision == "later" else snapshot)


def frozen_error(description: str) -> RestError:
    """An error of the frozen families: the code is empty, only the text is left."""
    return RestError("", description)


def missing(name: str) -> RestError:
    """A required parameter is not there (crm.item.* and the timeline)."""
    return RestError("100", f"Could not find value for parameter {{{name}}}")
