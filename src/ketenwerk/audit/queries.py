"""What the trail tells about a record, for those who work on it."""

from collections.abc import Collection

from django.db.models import Model, QuerySet

from ketenwerk.audit.models import AuditEntry


def subject_of(record: Model) -> str:
    """How the trail names a record."""
    return f"{record._meta.label_lower}:{record.pk}"


def entries_about(*records: Model, acts: Collection[str]) -> QuerySet[AuditEntry]:
    """What was done with these records, the newest first. Refusals are not in it.

    The trail does not know who may see what: ask only about records that a query of their own
    house gave the actor.
    """
    done = AuditEntry.objects.filter(act__in=acts, outcome=AuditEntry.Outcome.DONE)
    return done.filter(subject__in=[subject_of(each) for each in records]).order_by("-at", "-id")
