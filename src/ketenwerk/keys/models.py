"""The key store: a database of its own, so that a copy of the main database opens nothing."""

from typing import ClassVar

from django.db import models

from ketenwerk.foundation.records import Privacy


class RootCheck(models.Model):
    """One row that only the right root key can make: how a wrong key file is noticed before it does harm."""

    privacy: ClassVar[dict[str, Privacy]] = {"id": Privacy.INTERNAL, "proof": Privacy.INTERNAL}

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    proof = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="root_check_is_one_row", condition=models.Q(id=1))
        ]

    def __str__(self) -> str:
        return "root check"


class KeyPair(models.Model):
    """One pair per holder, purpose and year (L1). The private half is wrapped by the root key."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "holder": Privacy.INTERNAL,
        "purpose": Privacy.INTERNAL,
        "year": Privacy.INTERNAL,
        "public": Privacy.INTERNAL,
        "private": Privacy.INTERNAL,
    }

    holder = models.CharField(max_length=64)
    purpose = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    public = models.BinaryField()
    private = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_key_pair_per_holder_purpose_and_year",
                fields=["holder", "purpose", "year"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.purpose} {self.year}"


class KeyGrant(models.Model):
    """The data key of one record, sealed to one holder (L2). Deleting the grants of a record is deleting its text."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "record": Privacy.INTERNAL,
        "holder": Privacy.INTERNAL,
        "pair_id": Privacy.INTERNAL,
        "sealed_key": Privacy.INTERNAL,
    }

    record = models.CharField(max_length=96)
    holder = models.CharField(max_length=64)
    pair = models.ForeignKey(KeyPair, on_delete=models.PROTECT, null=True)
    sealed_key = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_grant_per_record_and_holder", fields=["record", "holder"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} for {self.holder}"


class Anchor(models.Model):
    """A sealed batch of the audit trail, remembered where the trail itself is not kept."""

    privacy: ClassVar[dict[str, Privacy]] = {
        "number": Privacy.INTERNAL,
        "digest": Privacy.INTERNAL,
    }

    number = models.PositiveBigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"batch {self.number}"
