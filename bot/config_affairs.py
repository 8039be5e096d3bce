"""[affairs]: whether the register of school affairs is a page on the web, and where."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo

from bot.config_values import Section

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _address(value: str, info: ValidationInfo) -> str:
    """Where parents find it: with a path of its own, beside which nothing else is served."""
    if not value:
        if info.data.get("page"):
            raise ValueError("is missing")
        return value
    parts = urlsplit(value)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not (safe and parts.hostname) or parts.query or parts.fragment:
        raise ValueError("is no https address")
    path = parts.path.rstrip("/")
    if not path or "{" in path or path in {"/health", "/metrics"}:
        raise ValueError("has no path of its own")
    return value.rstrip("/")


class Affairs(Section):
    """The public register."""

    page: bool = Field(False, description="write true or false")
    url: Annotated[str, AfterValidator(_address)] = Field(
        "",
        validate_default=True,
        description="write the address at which parents reach the page, like "
        '"https://bot.example.org/affairs"',
    )

    @property
    def address(self) -> str:
        """Where the page is; "" where there is none."""
        return self.url if self.page else ""
