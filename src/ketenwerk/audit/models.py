from typing import Any, ClassVar

from django.db import models

from ketenwerk.foundation.records import Privacy


class AppendOnly(models.Model):
    """Never changed, never deleted: here, and by triggers in the database itself."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise RuntimeError("The trail is never changed.")
        super().save(*args, **options)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        raise RuntimeError("The trail is never deleted.")


class AuditEntry(AppendOnly):
    """One act by one actor. No foreign keys, so that the trail outlives its subjects."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "at": Privacy.PERSONAL,
        "actor": Privacy.PERSONAL,
        "organisation": Privacy.PERSONAL,
        "act": Privacy.PERSONAL,
        "outcome": Privacy.PERSONAL,
        "subject": Privacy.PERSONAL,
        "facts": Privacy.PERSONAL,
        "seal": Privacy.INTERNAL,
    }

    class Outcome(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"

    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64, blank=True)
    act = models.CharField(max_length=96)
    outcome = models.CharField(max_length=8, choices=Outcome)
    subject = models.CharField(max_length=128, blank=True)
    facts = models.JSONField(default=dict)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(name="entries_about", fields=["subject", "id"]),
            models.Index(name="entries_by", fields=["actor", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.act} {self.subject} ({self.outcome})"


class AuditBatch(AppendOnly):
    """Entries closed together. Each batch carries the digest of the one before it."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "number": Privacy.INTERNAL,
        "sealed_at": Privacy.INTERNAL,
        "entries": Privacy.INTERNAL,
        "previous": Privacy.INTERNAL,
        "digest": Privacy.INTERNAL,
    }

    number = models.PositiveBigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    entries = models.JSONField()  # the ids, in order
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "audit batches"

    def __str__(self) -> str:
        return f"batch {self.number}"
