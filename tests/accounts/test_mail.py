"""The program sends no mail: what is not sent lies in nobody's inbox (security.md T33)."""

import re

import pytest

from ketenwerk.accounts.adapter import AccountAdapter
from tests.architecture import code

SENDS = re.compile(r"\b(send_mail|EmailMessage|EmailMultiAlternatives|mail_admins|smtplib)\b")


def test_no_mail_is_ever_sent(mailoutbox):
    with pytest.raises(AssertionError, match="sends no mail"):
        AccountAdapter().send_mail("account/email/anything", "invented@example.org", {})

    assert mailoutbox == []


def test_no_other_place_could_send_one():
    found = {
        path.relative_to(code.SOURCE).as_posix()
        for path in code.SOURCE.rglob("*.py")
        if SENDS.search(path.read_text(encoding="utf-8"))
    }

    assert found == {"accounts/adapter.py"}
