"""Somebody with a browser, who finds things on a page by the words that stand there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import Locator, Page, Response

CODE = re.compile(r"(?<!\d)(?:\d{4}\s+){5}\d{4}(?!\d)")
WAIT = 15_000  # milliseconds until something that should be on the page is missed


@dataclass(slots=True)
class Reader:
    """One page in one language. English words are looked up in the language of the reader."""

    page: Page
    site: str
    language: str
    answer: Response | None = None  # what the server said last

    def word(self, english: str) -> str:
        with translation.override(self.language):
            return str(translation.gettext(english))

    def open(self, path: str = "") -> None:
        """An address without the language in front, or one that begins with a slash."""
        where = path if path.startswith("/") else f"/{self.language}/{path}"
        self.answer = self.page.goto(f"{self.site}{where}")

    def press(self, english: str) -> None:
        """A button of the page, and wait for what comes back."""
        self.go(self.main.get_by_role("button", name=self.word(english), exact=True))

    def follow(self, english: str) -> None:
        self.go(self.page.get_by_role("link", name=self.word(english), exact=True).first)

    def go(self, found: Locator) -> None:
        with self.page.expect_navigation() as going:
            found.click()
        self.answer = going.value

    def unfold(self, english: str) -> None:
        self.main.locator("summary", has_text=self.word(english)).click()

    def write(self, fields: Mapping[str, str]) -> None:
        """Fill in fields by their names; choices by their value, or by the words one sees."""
        for name, said in fields.items():
            self._answer(name, said)

    def _answer(self, name: str, said: str) -> None:
        field = self.main.locator(f'[name="{name}"]')
        kind = field.first.evaluate("each => each.type")
        if kind in {"radio", "checkbox"}:
            self.main.locator(f'[name="{name}"][value="{said}"]').check()
        elif kind.startswith("select"):
            field.select_option(said)
        else:
            field.fill(said)

    @property
    def status(self) -> int:
        assert self.answer is not None
        return self.answer.status

    @property
    def html(self) -> str:
        """The page as the server sent it."""
        assert self.answer is not None
        return self.answer.text()

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def text(self) -> str:
        """What stands in the main part of the page."""
        return self.main.inner_text()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def code(self) -> str:
        """The 24 digits on the page, as they are shown."""
        found = CODE.search(self.text)
        assert found, f"no code on {self.path}: {self.text[:400]}"
        return found[0]

    def fact(self, english: str) -> str:
        """What stands beside a term of a list of facts."""
        term = self.main.locator("dt", has_text=re.compile(f"^{re.escape(self.word(english))}$"))
        return term.first.locator("xpath=following-sibling::dd[1]").inner_text().strip()

    def links(self, pattern: str) -> set[str]:
        """Where the links in the main part lead, as far as they fit the pattern."""
        hrefs = self.main.locator("a[href]").evaluate_all("all => all.map(a => a.pathname)")
        return {href for href in hrefs if re.search(pattern, href)}
