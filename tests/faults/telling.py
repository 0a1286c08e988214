"""Reports told over HTTP, with a tally of what was acknowledged and what never got an answer."""

import threading
from dataclasses import dataclass, field
from http.client import HTTPException

from tests.faults.visitor import Answer, Visitor

REPORT = "/en/contact/"
MAILBOX = "/en/answer/"
UTRECHT = "GM0344"
# the pages of somebody who says nothing about who they are
ROAD = [
    "reporter",
    "danger",
    "case",
    "story",
    "municipality",
    "age",
    "form",
    "going-on",
    "contact",
]
SEE_OTHER = 303
LOST = (OSError, HTTPException)  # how a client sees that the server is gone


@dataclass(frozen=True, slots=True)
class Form:
    """The last page, filled in, and the cookies it was fetched with: what a browser sends again after a lost answer."""

    story: str
    fields: dict[str, str]
    cookies: dict[str, str]

    def send(self, port: int) -> Answer:
        return Visitor(port, dict(self.cookies)).post(REPORT, self.fields)


def fill_in(port: int, story: str) -> Form:
    """From the first page to the last, page by page; nothing is sent yet."""
    visitor = Visitor(port)
    for code in ROAD:
        page = visitor.hidden(REPORT)
        assert page["question"] == code, f"asked for {page['question']} and not for {code}"
        said = {"story": story, "municipality": UTRECHT}.get(code)
        answer = {"always": "unknown"} if said is None else {"answer": said}
        sent = visitor.post(REPORT, {**page, **answer})
        assert sent.status == SEE_OTHER, f"{code} answered {sent.status}: {sent.text[:400]}"
    fields = visitor.hidden(REPORT) | {"act": "send", "kind": "digits"}
    return Form(story, fields, visitor.cookies)


def opens(port: int, code: str) -> bool:
    """Whether the code opens a mailbox, as its holder would do it."""
    visitor = Visitor(port)
    answer = visitor.post(MAILBOX, visitor.hidden(MAILBOX) | {"code": code})
    return answer.status == 303 and visitor.get(answer.location).status == 200


@dataclass
class Tally:
    """`codes` by story, of what was acknowledged; `unanswered` forms; `odd` answers without a code."""

    codes: dict[str, str] = field(default_factory=dict)
    unanswered: list[Form] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    first: threading.Event = field(default_factory=threading.Event)

    def send(self, form: Form, port: int) -> bool:
        """Send the form and write down what came of it; False when no answer came."""
        try:
            answer = form.send(port)
        except LOST:
            self.unanswered.append(form)
            return False
        if answer.code:
            self.codes[form.story] = answer.code
            self.first.set()
        else:
            self.odd.append(f"{answer.status}: {' '.join(answer.text.split())[:300]}")
        return True

    def tell_until_it_ends(self, port: int, name: str) -> None:
        """One report after the other until the server no longer answers."""
        try:
            number = 0
            while self.send(fill_in(port, f"Invented story {name}, number {number}"), port):
                number += 1
        except LOST:
            return
