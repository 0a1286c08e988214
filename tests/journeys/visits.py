"""Browsers of different people, each with a memory of its own, all of them watched."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext

from tests.journeys.reader import WAIT, Reader
from tests.journeys.watch import Watch

PHONE, DESKTOP = (390, 844), (1280, 900)


class Visits:
    """The browsers of one test."""

    def __init__(self, browser: Browser, site: str, elsewhere: str) -> None:
        self.site = site
        self._browser = browser
        self._hosts = {urlsplit(site).netloc, urlsplit(elsewhere).netloc}
        self._open: list[tuple[BrowserContext, Watch]] = []

    def begin(
        self,
        *,
        language: str = "en",
        scripts: bool = True,
        screen: tuple[int, int] = DESKTOP,
        scheme: str = "light",
    ) -> Reader:
        context = self._browser.new_context(
            locale=language,
            java_script_enabled=scripts,
            viewport={"width": screen[0], "height": screen[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT)
        self._open.append((context, Watch(context, self._hosts)))
        return Reader(context.new_page(), self.site, language)

    def end(self) -> list[str]:
        """Close all; what was wrong."""
        faults = [fault for _, watch in self._open for fault in watch.faults]
        for context, _ in self._open:
            context.close()
        return faults
