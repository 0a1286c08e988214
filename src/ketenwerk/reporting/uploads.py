"""The page where somebody adds a file to what they told. It says what was sent, and never gives it back."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ketenwerk.foundation.bodies import takes_files
from ketenwerk.organisations.actor import ANONYMOUS
from ketenwerk.organisations.doors import public
from ketenwerk.reporting import filing, queries
from ketenwerk.reporting.attachments.kinds import NotTaken
from ketenwerk.reporting.cards import sent_files
from ketenwerk.reporting.mailbox import Ticket
from ketenwerk.reporting.views import see, with_mailbox

# A telephone that keeps its photos as HEIC sends a JPEG when it is asked for one.
ASKED_FOR = "image/jpeg,image/png,image/webp,application/pdf,text/plain,.txt"
SCREENSHOT = _("Make a screenshot of what it shows, and send that.")
IN_PARTS = _("Send it in parts, or make a screenshot of what matters, and send that.")

# What was wrong, and what to do instead.
REFUSALS = {
    "broken": (
        _("This file cannot be opened. Perhaps it is damaged, or locked with a password."),
        SCREENSHOT,
    ),
    "busy": (
        _("Somebody else's file is being looked at just now."),
        _("Wait a minute, choose your file again and send it."),
    ),
    "empty": (_("There is nothing in this file."), _("Choose another one.")),
    "full": (
        _("This was one file too many for one report."),
        _("Write what else there is in your mailbox, and say that you have more files."),
    ),
    "full-size": (
        _("There is no room for this file: together your files would be too large."),
        _("Choose a smaller file, or make a screenshot of what matters, and send that."),
    ),
    "heavy": (_("This file takes too much work to open here."), SCREENSHOT),
    "heic": (
        _("This photo is kept in a way (HEIC) that we cannot open safely."),
        _("Make a screenshot of the photo and send that, or share it as JPEG first."),
    ),
    "large": (
        _("This file is too large."),
        _("Make it smaller, or make a screenshot of what matters, and send that."),
    ),
    "long-text": (_("This text is too long: more than 1 MB."), IN_PARTS),
    "media": (
        _("Sound and film cannot be sent here yet."),
        _("Write down what can be heard or seen, or make a screenshot of it, and send that."),
    ),
    "no-pdf": (
        _("This website cannot open PDF files at the moment."),
        _("Make a screenshot or a photo of the pages, and send those."),
    ),
    "office": (
        _("This is a document of an office program (such as Word). It cannot be opened safely."),
        _("Save it as PDF, or make a screenshot of it, and send that."),
    ),
    "packed": (
        _("This is a packed file (such as zip)."),
        _("Send the photos and documents that are in it one by one."),
    ),
    "page": (
        _("This is a web page or a drawing made with code. It can hold a program."),
        SCREENSHOT,
    ),
    "pages": (_("This document has more than 50 pages."), IN_PARTS),
    "picture": (_("This kind of picture cannot be opened safely."), SCREENSHOT),
    "pixels": (_("This picture is too large to open: more than 40 megapixels."), SCREENSHOT),
    "program": (_("This is a program. We never take programs."), SCREENSHOT),
    "unchecked": (
        _("We cannot check this file for viruses now, so we did not take it."),
        _("Try it again later today."),
    ),
    "unknown": (_("We do not know this kind of file."), SCREENSHOT),
    "virus": (
        _("Our virus scanner says that this file can do harm."),
        _("Do not open it yourself either. Write what is in it, and do not send the file."),
    ),
}


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The photo or document"),
        allow_empty_file=True,  # what is empty is refused where all files are
        widget=forms.FileInput(attrs={"accept": ASKED_FOR}),
        error_messages={"required": _("Choose a photo or document first.")},
    )
    original = forms.BooleanField(
        label=_("Keep my own file too, as evidence. It may show who I am."),
        required=False,
        help_text=_(
            "Your own file is only needed when the police may want to see that nothing was changed. In it can stand "
            "where and when it was made, and on which phone. It is locked away; two people must agree before it is "
            "opened."
        ),
    )

    def refuse(self, code: str) -> None:
        self.add_error("file", " ".join(str(sentence) for sentence in REFUSALS[code]))


@public
@takes_files
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_mailbox
def attach(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """One file at a time. Whatever happens to it, the report is safe."""
    if request.method != "POST":
        return _page(request, ticket, FileForm())
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, ticket, form)
    try:
        _send(form, ticket)
    except NotTaken as problem:
        form.refuse(problem.code)
        return _page(request, ticket, form)
    return see("reporting:attach", note="?sent")


def _send(form: FileForm, ticket: Ticket) -> None:
    """Raises NotTaken."""
    sent, keep = form.cleaned_data["file"], form.cleaned_data["original"]
    if sent.size > settings.FILE_AT_MOST:  # then it has streamed by, and nothing of it is here
        raise NotTaken("large")
    filing.attach_file(ANONYMOUS, ticket, sent.read(), keep_original=keep, at=timezone.now())


def _page(request: HttpRequest, ticket: Ticket, form: FileForm) -> HttpResponse:
    today = timezone.localdate()
    files = sent_files(queries.sent_with(ticket.handle), today=today)
    context = {
        "form": form,
        "files": files,
        "room": len(files) < settings.FILES_A_REPORT,
        "sent": "sent" in request.GET,
        "at_most": settings.FILES_A_REPORT,
        "mb": settings.FILE_AT_MOST // settings.MIB,
    }
    return render(request, "reporting/attach.html", context)
