"""The words for every code with which something is refused, in the reader's language."""

from http import HTTPStatus

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "account.inactive": _("This account is not in use any more."),
    "attachment.not-found": _("There is no such file, or it is not yours to see."),
    "case.closed": _("This case is closed."),
    "case.not-found": _("There is no such case, or it is not yours to see."),
    "case.tasks-open": _("There is still a task that is not done."),
    "case.tracks-open": _("There is still a track that is open."),
    "day.closed": _("This action day is closed."),
    "day.no-such-proposal": _("Tick people for whom a place is proposed."),
    "day.nobody-of-that-number": _("There is nobody of that number here."),
    "day.not-found": _("There is no such action day, or it is not yours to see."),
    "day.together-and-apart": _("Who stays together in a group cannot be kept apart from it."),
    "day.too-many": _("An action day has at most 200 people."),
    "day.took-too-long": _(
        "No plan could be made in time. Try again, or plan fewer people at once."
    ),
    "demo.off": _("Signing in as an invented person is only possible in the demo."),
    "group.none": _("This report is in no group."),
    "group.too-few": _("A group has at least two reports."),
    "handover.left-out": _("The reporter asked not to send this to that organisation."),
    "handover.no-colleague": _("This person does not work at your intake today."),
    "handover.no-receiver": _("That organisation does not receive reports for this region."),
    "handover.other-person": _("Somebody else was asked to take this over."),
    "handover.same": _("The report is there already."),
    "handover.waiting": _(
        "Somebody has been asked to take this over. Wait for the answer, or take the request back first."
    ),
    "helppoint.not-found": _("There is no such help point, or it is not yours to see."),
    "helppoint.unreachable": _("Without a phone number or an address nobody can reach it."),
    "keys.no-grant": _("This text is not sealed to your organisation, so it cannot be opened."),
    "mailbox.no-such-code": _("This code opens nothing. Check the digits and try again."),
    "mailbox.not-closed": _("That can be said when it has been dealt with."),
    "mailbox.said-already": _("You have answered this already."),
    "mailbox.too-late": _("This was too long ago. You can tell it again: you get a new code."),
    "mailbox.wiped": _("This mailbox has been closed by whoever had the code."),
    "membership.none": _(
        "You do not work for an organisation here today. Ask your organisation's administrator."
    ),
    "organisation.not-found": _("There is no such organisation."),
    "organisation.other": _("This belongs to another organisation."),
    "need.nothing-missing": _("A place that fits was found after all. Search again."),
    "original.agreed-already": _("Somebody agreed to this already."),
    "original.agreed-too-long-ago": _("More than an hour ago somebody agreed. Ask again."),
    "original.asked-too-long-ago": _("This was asked more than a day ago. Ask again."),
    "original.nobody-agreed": _("Nobody has agreed to this yet."),
    "original.not-who-asked": _("Only who asked for it can open it."),
    "original.opened-already": _("It was opened already. Ask again if it is needed once more."),
    "original.same-person": _("Somebody else than who asked must agree."),
    "page.not-found": _("There is no such page."),
    "place.addiction": _("This place does not take people with an addiction."),
    "place.age": _("This place does not take people of this age."),
    "place.blind": _("This place cannot care for somebody who is blind."),
    "place.child-age": _("This place does not take children of this age."),
    "place.children": _("This place cannot take this many children."),
    "place.count": _("The count is old. Call before you rely on it."),
    "place.danger": _("This place is not safe enough for this danger."),
    "place.deaf": _("This place cannot care for somebody who is deaf."),
    "place.distance": _("This place is too near to where it is not safe."),
    "place.full": _("There is no free place here any more."),
    "place.hours": _("At this hour others cannot place anybody here."),
    "place.intellectual-disability": _(
        "This place does not take people with a mild intellectual disability."
    ),
    "place.kind": _("This is another kind of place."),
    "place.labour-group": _("This place does not take groups from labour exploitation."),
    "place.language": _("Nobody here is known to speak the language. An interpreter is needed."),
    "place.medical": _("This place cannot give the medical care that is needed."),
    "place.mobility": _("This place cannot care for somebody who walks with difficulty."),
    "place.none": _("There is no place here at all."),
    "place.none-chosen": _("Choose at least one place."),
    "place.own-region": _("This place does not take people who were found in its own region."),
    "place.pet": _("Pets cannot come along to this place."),
    "place.pregnant": _("This place does not take people who are pregnant."),
    "place.psychiatric": _("This place does not take people with psychiatric problems."),
    "place.refused": _("Every place that was asked said no."),
    "place.region": _("This place is in another region."),
    "place.residence": _("This place does not take people in this residence position."),
    "place.sex": _("This place is for others."),
    "place.too-many-chosen": _("Choose fewer places, and none of them twice."),
    "place.unaccompanied-minor": _("This place does not take minors without parent or guardian."),
    "place.wheelchair": _("This place cannot be used with a wheelchair."),
    "policy.missing": _("This page does not say who may see it, so nobody may."),
    "referral.already-asked": _(
        "Another request for this person is still waiting or was accepted."
    ),
    "referral.arrived-already": _(
        "The person has arrived there. Confirm the handover, or let the place give them back."
    ),
    "referral.intake-not-soon": _("Choose an earlier day for the talk, and none that is past."),
    "referral.none-live": _("No place is being looked for."),
    "referral.not-found": _("There is no such request, or it is not yours to see."),
    "referral.other-was-first": _("Another place has accepted already. You need not answer."),
    "referral.over": _(
        "It is over without a stay, so what was written is not open to you any more."
    ),
    "referral.said-already": _("You have confirmed this already."),
    "referral.still-in-time": _("There is still time for this."),
    "referral.without-track": _("This request belongs to no track."),
    "region.not-found": _("There is no such region."),
    "report.duplicate-of-nothing": _(
        "Say which report it repeats, and only when it is the same as another."
    ),
    "report.message-missing": _("Who reported gets a message: write it first."),
    "report.no-receiver": _(
        "No organisation receives reports from this place here. Call one of the numbers on the help page."
    ),
    "report.not-found": _("There is no such report, or it is not yours to see."),
    "request.forged": _(
        "The form was too old or came from elsewhere. Go back, load the page again and send it again."
    ),
    "request.malformed": _("What was sent cannot be read."),
    "request.too-large": _("What was sent is too large."),
    "request.too-many-files": _("Many people are sending files at this moment."),
    "request.too-slow": _("What you sent did not arrive in time. The connection may be bad."),
    "role.missing": _("Your role does not include this."),
    "role.system-only": _("This happens by itself and cannot be done by hand."),
    "hsds.not-found": _("There is no such entry in the directory."),
    "address.agreed-already": _("Somebody of the shelter agreed already."),
    "address.agreed-too-long-ago": _("The hour has passed. Ask again if it is still needed."),
    "address.asked-too-long-ago": _("This was asked more than a day ago."),
    "address.nobody-agreed": _("Nobody of the shelter has agreed."),
    "address.nobody-there": _("You have nobody who was accepted here."),
    "address.no-stay": _("Nobody stays here, so its address is no secret."),
    "address.not-found": _("No address is kept here, or it is not yours to ask for."),
    "address.not-who-asked": _("Only who asked is told."),
    "address.same-person": _("Who asked cannot agree. It takes somebody else."),
    "address.told-already": _("It was told already. Ask again if it is needed once more."),
    "service.impossible-count": _("That many free places cannot be right."),
    "service.not-found": _("There is no such service, or it is not yours to see."),
    "service.not-stale": _("This count can still be trusted, or a new one was asked already."),
    "service.takes-and-refuses": _("You cannot take and refuse the same."),
    "service.unknown-fact": _("A place cannot say this of itself."),
    "signal.no-reporter": _("This signal did not come from a report, so there is no mailbox."),
    "signal.not-found": _("There is no such signal, or it is not yours to see."),
    "signal.reason-missing": _("A decision needs a reason."),
    "task.done-already": _("This task is done already."),
    "task.not-found": _("There is no such task, or it is not yours to see."),
    "together.changed": _("Somebody did something with it in the meantime. It was left as it is."),
    "track.closed": _("This track is closed."),
    "track.not-care": _("A place is asked for in the care track."),
    "track.not-found": _("There is no such track, or it is not yours to see."),
    "track.step-in-the-past": _("The day of the next step is past."),
    "track.step-too-far": _("The day of the next step is too far away."),
    "workflow.no-such-move": _("That has been done already, or cannot be done any more."),
}

TITLES: dict[int, str | Promise] = {
    400: _("We cannot read this"),
    403: _("This is not open to you"),
    404: _("There is nothing here"),
    408: _("This took too long"),
    409: _("Somebody was first"),
    413: _("This is too much at once"),
    429: _("Too fast"),
    500: _("Something broke on our side"),
    503: _("It is busy here"),
}

ADVICE: dict[int, str | Promise] = {
    400: _("Go back and try again. If it keeps happening, name the number below."),
    403: _("If you need this for your work, ask your organisation's administrator."),
    404: _("Check the address, or start from the first page."),
    408: _(
        "Go back: what you typed is still there. Try again, if you can with a better connection."
    ),
    409: _("Go back, load the page again and look at how it stands now."),
    413: _("Make the text shorter, or choose a smaller file, and send it again."),
    429: _("Wait a moment and try again."),
    503: _("Go back and send it again in a minute."),
    500: _(
        "It is not your fault. Try again in a few minutes. If it keeps happening, name the number below."
    ),
}


def reason(code: str) -> str:
    """The words for a code; nothing for a code without words."""
    return str(REASONS.get(code, ""))


def title(status: HTTPStatus) -> str:
    return str(TITLES.get(int(status), TITLES[400]))


def advice(status: HTTPStatus) -> str:
    return str(ADVICE.get(int(status), ADVICE[400]))
