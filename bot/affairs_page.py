"""The register of school affairs as a plain page: no script, nothing from elsewhere, no cookie."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from handlers import affair_cards as cards
from handlers.affairs import term
from handlers.kit.card import Text
from handlers.kit.texts import School, Texts
from storage import affair_search, affair_views
from storage.affair_search import Listed, Wanted
from storage.affair_views import View
from storage.affairs import Category
from storage.base import Database, Session
from storage.terms import Term

log = structlog.get_logger()

PAGE, WORDS, LAST = 20, 60, 1000
# Seconds after which a database in trouble is not waited for any more.
LONGEST = 2.0
_PAGES = Path(__file__).with_name("pages")
_STYLE = (_PAGES / "style.css").read_text("utf-8")
_DIGEST = base64.b64encode(sha256(_STYLE.encode()).digest()).decode()
# The one style is allowed by its digest, and the search form by its address; nothing else is.
HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_DIGEST}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Language",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Something to tap; `here` is where one is already."""

    label: str
    href: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; what it says that nobody offers is left out."""

    words: str
    category: Category | None
    term: Term | None
    number: int

    @classmethod
    def of(cls, request: Request) -> Asked:
        """What stands behind the question mark."""
        said = request.query_params
        named = said.get("category", "")
        years = _number(said.get("term", ""), Term(2200, 1).number)
        return cls(
            said.get("q", "").strip()[:WORDS],
            Category(named) if named in list(Category) else None,
            Term.of_number(years) if years > Term(2000, 1).number else None,
            _number(said.get("page", ""), LAST),
        )

    @property
    def kept(self) -> dict[str, str]:
        """The same as it stands in an address, but for words and page."""
        found = {"category": str(self.category)} if self.category else {}
        return found | ({"term": str(self.term.number)} if self.term else {})


def _number(typed: str, most: int) -> int:
    """A whole number from 0 to the most; 0 for anything else."""
    fits = typed.isascii() and typed.isdecimal() and len(typed) < 7
    return int(typed) if fits and int(typed) <= most else 0


class Page:
    """Answers for the register, at the path of its address, in the reader's language."""

    def __init__(
        self, database: Database, school: School, now: Callable[[], datetime], address: str
    ) -> None:
        self._database = database
        self._school = school
        self._now = now
        self._path = urlsplit(address).path
        self._pages = Environment(
            loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined
        )

    @property
    def routes(self) -> list[Route]:
        """What is served."""
        one = self._path + "/{number:int}"
        return [Route(self._path, self.register), Route(one, self.entry)]

    async def register(self, request: Request) -> Response:
        """A page of the list."""
        asked, texts = Asked.of(request), self._texts(request)
        wanted = Wanted(self._school.zone, asked.category, asked.term, asked.words)

        async def read(session: Session) -> tuple[list[Listed], list[Term]]:
            skipped = asked.number * PAGE
            found = await affair_search.listed(session, wanted, PAGE + 1, skipped)
            return found, await affair_search.terms(session, self._school.zone, self._now())

        def show(found: tuple[list[Listed], list[Term]]) -> dict[str, Any]:
            return self._list(asked, texts, *found)

        return await self._answer("affairs.html", texts, read, show)

    async def entry(self, request: Request) -> Response:
        """An entry, or that there is none (any more)."""
        number, texts = request.path_params["number"], self._texts(request)

        async def read(session: Session) -> View | None:
            try:
                found = await affair_views.view(session, number)
            except LookupError:
                return None
            return found if found.affair.withdrawn_at is None else None

        if number >= 2**53:
            return _plain(404, texts.plain("affair-gone"))
        return await self._answer("affair.html", texts, read, lambda got: self._entry(got, texts))

    def _texts(self, request: Request) -> Texts:
        first = request.headers.get("accept-language", "").partition(",")[0]
        return Texts(self._school.closest(first.partition(";")[0].strip()), self._school)

    async def _answer(
        self,
        template: str,
        texts: Texts,
        read: Callable[[Session], Awaitable[Any]],
        show: Callable[[Any], dict[str, Any]],
    ) -> Response:
        try:
            async with asyncio.timeout(LONGEST), self._database.read() as session:
                found = await read(session)
        except Exception as error:
            log.warning("page.database", error=type(error).__name__)
            return _plain(503, texts.plain("affairs-page-trouble"))
        if found is None:
            return _plain(404, texts.plain("affair-gone"))
        shared = {
            "language": texts.language,
            "school": self._school.name,
            "style": _STYLE,
            "path": self._path,
        }
        page = self._pages.get_template(template).render(shared | show(found))
        return HTMLResponse(page, headers=HEADERS)

    def _list(
        self, asked: Asked, texts: Texts, found: list[Listed], terms: list[Term]
    ) -> dict[str, Any]:
        return {
            "heading": texts.plain("affairs-heading"),
            "search": texts.plain("affairs-page-search"),
            "words": asked.words,
            "kept": list(asked.kept.items()),
            "categories": self._categories(asked, texts),
            "terms": self._terms(asked, terms, texts),
            "entries": [self._line(each, texts) for each in found[:PAGE]],
            "none": texts.plain("affairs-none", all=int(not (asked.words or asked.kept))),
            "leaves": self._leaves(asked, len(found) > PAGE, texts),
        }

    def _href(self, asked: Asked, **other: object) -> str:
        """The list with something else asked for; "" asks for it no more."""
        said = asked.kept | ({"q": asked.words} if asked.words else {})
        said |= {name: str(value) for name, value in other.items()}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{self._path}?{query}" if query else self._path

    def _categories(self, asked: Asked, texts: Texts) -> list[Link]:
        whole = Link(
            texts.plain("affairs-all"), self._href(asked, category=""), asked.category is None
        )
        return [
            whole,
            *(
                Link(
                    texts.plain(f"affair-category-{each}"),
                    self._href(asked, category=each),
                    each == asked.category,
                )
                for each in Category
            ),
        ]

    def _terms(self, asked: Asked, terms: list[Term], texts: Texts) -> list[Link]:
        every = texts.plain("affairs-every-term")
        whole = Link(every, self._href(asked, term=""), asked.term is None)
        found = [
            Link(term(each, texts), self._href(asked, term=each.number), each == asked.term)
            for each in terms
        ]
        return [whole, *found]

    def _line(self, one: Listed, texts: Texts) -> dict[str, str]:
        category = texts.plain(f"affair-category-{one.category}")
        return {
            "title": one.title,
            "href": f"{self._path}/{one.id}",
            "where": f"{category} · {texts.day(one.at)}",
        }

    def _leaves(self, asked: Asked, more: bool, texts: Texts) -> list[Link]:
        newer = Link(texts.plain("affairs-newer"), self._href(asked, page=asked.number - 1 or ""))
        older = Link(texts.plain("affairs-older"), self._href(asked, page=asked.number + 1))
        return [*([newer] if asked.number > 0 else []), *([older] if more else [])]

    def _entry(self, view: View, texts: Texts) -> dict[str, Any]:
        newest = Link(texts.plain("affair-newest"), f"{self._path}/{view.newest.id}")
        outcome = cards.came_out(view, texts) or Text()
        versions = [
            Link(texts.plain("affair-version", day=texts.day(each.at)), f"{self._path}/{each.id}")
            for each in view.before
        ]
        return {
            "heading": view.affair.title,
            "register": texts.plain("affairs-heading"),
            "newest": newest if view.newest.id != view.affair.id else None,
            "replaced": texts("affair-is-replaced").plain,
            "where": cards.where(view, texts).plain,
            "text": view.text,
            "outcome": outcome.plain,
            "files": [str(each[2]) or texts.plain("affairs-page-photo") for each in view.files],
            "in_telegram": texts.plain("affairs-page-files"),
            "telegram": self._school.link(f"affair_{view.affair.id}"),
            "open_there": texts.plain("affairs-page-open"),
            "earlier": texts.plain("affair-versions"),
            "versions": versions,
        }


def _plain(status: int, said: str) -> Response:
    return Response(said, status, HEADERS, "text/plain")
