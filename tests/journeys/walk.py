"""Somebody looks at every page they can come to, and sends every form empty once."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.urls import get_resolver, resolve, reverse
from django.urls.exceptions import NoReverseMatch, Resolver404
from django.utils import translation
from playwright.sync_api import TimeoutError as TooLate

from ketenwerk.commands.docs import routes
from tests.journeys.inspection import barriers, outline, sideways
from tests.journeys.reader import Reader

EXAMPLES = 2  # of one page: two cases, two signals
NOT_WALKED = {
    "web:leave": "leads away; see test_leaving",
    "statistics:csv": "is a file",
    "care:overview_pdf": "is a file",
    "reporting:attachment": "is a file",
    "reporting:original": "belongs to a rare report; see test_the_original_of_a_file_has_no_barriers",
    "reporting:paper": "is a file",
    "mfa_login_webauthn": "answers a script",
    "openid_connect_login": "leads to the organisation, and there is none in the demo",
    "openid_connect_callback": "is where the organisation sends people back",
}
SCHEMES = {
    "nl": "light",
    "en": "dark",
}  # each page once in each language, and so once in each scheme
# Two halves that two processes can walk; within a language nobody walks twice.
TOGETHER = [pytest.param(each, marks=pytest.mark.xdist_group(each)) for each in SCHEMES]
ROUTES = list(routes(get_resolver()))
POLICIES = {name: policy for _, name, policy in ROUTES}

# Those in a drawing have no path; they lead to a place on the page itself.
LINKS = "all => all.filter(each => each.pathname).map(each => each.pathname + each.search)"
FORMS = "form[method=post]:has([aria-required=true])"
CLEAR = """form => {
    const typed = 'input:not([type=hidden]):not([type=radio]), textarea, select';
    form.querySelectorAll(typed).forEach(each => { each.value = ''; });
}"""


@dataclass
class Walk:
    """What one person saw in one language, of the pages with one of these policies."""

    reader: Reader
    who: str
    policies: set[str]
    narrowed: set[str] = field(default_factory=set)  # what was looked at on a narrow screen
    outlines: set[str] = field(default_factory=set)  # what was looked at on a wide one
    faults: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)  # HTML by who and where
    seen: set[str] = field(default_factory=set)  # names of addresses, as in "casework:show"
    _sent: set[str] = field(default_factory=set)
    _found: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def go(self) -> "Walk":
        """From every address without a number in it, along all links."""
        waiting = deque(self._starts())
        while waiting:
            path = waiting.popleft()
            if self._wanted(path):
                self._found[_kind(path)].add(path)
                waiting.extend(self.visit(path))
        return self

    def _starts(self) -> Iterator[str]:
        for name in POLICIES:
            path = _without_numbers(name, self.reader.language)
            if self._wanted(path) and is_page(self.reader, path):
                yield path

    def _wanted(self, path: str) -> bool:
        """A page in this language that is for this person, and no third example of it."""
        if not path.startswith(f"/{self.reader.language}/"):
            return False
        name, found = name_of(path), self._found[_kind(path)]
        ours = POLICIES.get(name) in self.policies and name not in NOT_WALKED
        return ours and path not in found and len(found) < EXAMPLES

    def visit(self, path: str) -> list[str]:
        """Look at one page and its forms; the links on it."""
        self.reader.open(path)
        name = name_of(self.reader.path)
        first = name not in self.seen
        if name != name_of(path) and not first:
            return []  # led to where we have been
        self.look(path, narrow=name not in self.narrowed)
        self.narrowed.add(name)
        self.seen.add(name)
        links = self.reader.page.locator("a[href]:not([download])").evaluate_all(LINKS)
        if first:
            self._send_forms_empty(path)
        return list(links)

    def look(self, where: str, *, narrow: bool = False) -> None:
        """All that is checked of the page that is open; barriers once for every outline, and on a narrow screen."""
        page, wide = self.reader.page, self.reader.page.viewport_size
        name = f"{self.who} {where}"
        self.pages[name] = self.reader.html
        built = outline(page)
        found = [] if built in self.outlines else barriers(page)
        self.outlines.add(built)
        found += sideways(page)
        if narrow:
            found += [f"on a narrow screen: {line}" for line in barriers(page)]
        if wide:
            page.set_viewport_size(wide)
        self.faults += [f"{name} {line}" for line in found]

    def _send_forms_empty(self, path: str) -> None:
        """Every form with something that must be filled in: it is refused, so nothing happens."""
        actions = self.reader.main.locator(FORMS).evaluate_all("all => all.map(f => f.action)")
        for number, action in enumerate(actions):
            name = name_of(urlsplit(action).path)
            if name not in self._sent:
                self._sent.add(name)
                self.reader.open(path)
                self._send_empty(number)
                self.look(f"{path}, form {number} sent empty", narrow=name not in self.narrowed)
                self.narrowed.add(name)

    def _send_empty(self, number: int) -> None:
        form = self.reader.main.locator(FORMS).nth(number)
        form.evaluate(CLEAR)
        with self.reader.page.expect_navigation() as going:
            form.evaluate("each => each.submit()")
        self.reader.answer = going.value
        try:
            self.reader.main.locator("#summary:focus").wait_for()
        except TooLate:
            self.faults.append(f"{self.who} {self.reader.path}: no summary that has the focus")


def unseen(seen: set[str], policy: str, reader: Reader) -> list[str]:
    """The names of pages with this policy that are not among those that were seen."""
    known = seen | set(NOT_WALKED)
    missed = [(path, name) for path, name, who in ROUTES if who == policy and name not in known]
    return [name for path, name in missed if is_page(reader, _example(path, reader.language))]


def _example(path: str, language: str) -> str:
    """An address of this form that leads nowhere."""
    return re.sub(r"<uuid:\w+>", str(uuid4()), "/" + path.replace("<language>", language))


def is_page(reader: Reader, path: str) -> bool:
    """Whether there is something to see, and not only something to send or for machines to read."""
    asked = reader.page.context.request.get(f"{reader.site}{path}", max_redirects=0)
    return asked.status != 405 and "html" in asked.headers.get("content-type", "")


def name_of(path: str) -> str:
    """As in `casework:show`; empty for an address that leads nowhere."""
    try:
        with translation.override(path.split("/")[1]):
            return resolve(path).view_name
    except Resolver404:
        return ""


def _without_numbers(name: str, language: str) -> str:
    try:
        with translation.override(language):
            return reverse(name)
    except NoReverseMatch:
        return ""


def _kind(path: str) -> str:
    """What two addresses have in common that are examples of one page."""
    where = urlsplit(path)
    return f"{name_of(where.path)}?{','.join(sorted(parse_qs(where.query)))}"
