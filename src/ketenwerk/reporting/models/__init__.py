from ketenwerk.reporting.handling.models import (  # noqa: F401 - Django looks for models here alone
    Bundle,
    Handover,
    Note,
    Sketch,
    Verdict,
)
from ketenwerk.reporting.models.draft import Draft
from ketenwerk.reporting.models.file import (
    Attachment,
    AttachmentQuerySet,
    Opening,
    OpeningQuerySet,
    Original,
    two_people_of,
)
from ketenwerk.reporting.models.message import Message
from ketenwerk.reporting.models.report import (
    FILTERS,
    REPORT_FLOW,
    Report,
    ReportQuerySet,
    ReportState,
)

__all__ = [
    "FILTERS",
    "REPORT_FLOW",
    "Attachment",
    "AttachmentQuerySet",
    "Draft",
    "Message",
    "Opening",
    "OpeningQuerySet",
    "Original",
    "Report",
    "ReportQuerySet",
    "ReportState",
    "two_people_of",
]
