"""Closing the trail: entries are sealed one by one with a keyed hash, then chained batch after batch.

An edit breaks the entry's own seal; a deletion, insertion or exchange breaks the batch it belongs to; leaving
out the newest batches is noticed because the key store remembers the last one. What has not yet been put into a
batch (at most BATCH entries) is protected by its seals and by the triggers alone.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from ketenwerk.audit.models import AuditBatch, AuditEntry
from ketenwerk.keys.root import same
from ketenwerk.keys.service import service

BATCH = 256  # entries that wait at most before they are closed
SETTLED = timedelta(minutes=10)  # no transaction is open longer, so no older id can still appear
LOCK = 0x4B57  # any number, the same for all processes


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: a code (`entry.changed`, `entry.missing` …) and where."""

    code: str
    where: str


def seal_of(entry: AuditEntry) -> str:
    """The keyed hash of what the entry says, whatever its number."""
    said = {
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor,
        "organisation": entry.organisation,
        "act": entry.act,
        "outcome": str(entry.outcome),
        "subject": entry.subject,
        "facts": entry.facts,
    }
    return service().fingerprint("audit", json.dumps(said, sort_keys=True))


def seal_when_due(*, at: datetime) -> None:
    """Close a batch as soon as BATCH entries wait."""
    newest = AuditEntry.objects.aggregate(Max("id"))["id__max"] or 0
    last = AuditBatch.objects.order_by("-number").first()
    if newest - (last.entries[-1] if last else 0) >= BATCH:
        seal(at=at)


def seal(*, at: datetime) -> AuditBatch | None:
    """Close all entries that wait into one batch; None when there are none."""
    with transaction.atomic():
        _one_at_a_time()
        last = AuditBatch.objects.order_by("-number").first()
        waiting = list(_waiting(at))
        if not waiting:
            return None
        batch = AuditBatch(
            number=last.number + 1 if last else 1,
            sealed_at=at,
            entries=[entry.id for entry in waiting],
            previous=last.digest if last else "",
        )
        batch.digest = digest_of(batch, [entry.seal for entry in waiting])
        batch.save()
    service().anchor(batch.number, batch.digest)
    return batch


def digest_of(batch: AuditBatch, seals: list[str]) -> str:
    said = [
        batch.number,
        batch.sealed_at.astimezone(UTC).isoformat(),
        batch.entries,
        seals,
        batch.previous,
    ]
    return service().fingerprint(
        "audit-batch", hashlib.sha256(json.dumps(said).encode()).hexdigest()
    )


def verify(*, at: datetime) -> Iterator[Finding]:
    """Everything that does not fit, over the whole trail. Nothing found means nothing was changed."""
    last: AuditBatch | None = None
    members: set[int] = set()
    for batch in AuditBatch.objects.order_by("number").iterator():
        if (batch.number, batch.previous) != _expected(last):
            yield Finding("batch.out-of-line", f"batch {batch.number}")
        yield from _verify_batch(batch)
        members.update(batch.entries)
        last = batch
    yield from _verify_loose(members, floor=_floor(at)[0])
    yield from _verify_anchor(last)


def _expected(last: AuditBatch | None) -> tuple[int, str]:
    return (last.number + 1, last.digest) if last else (1, "")


def _verify_batch(batch: AuditBatch) -> Iterator[Finding]:
    found = AuditEntry.objects.in_bulk(batch.entries)
    for entry_id in batch.entries:
        if entry_id not in found:
            yield Finding("entry.missing", f"entry {entry_id}")
        elif not _sound(found[entry_id]):
            yield Finding("entry.changed", f"entry {entry_id}")
    seals = [found[entry_id].seal for entry_id in batch.entries if entry_id in found]
    if not same(digest_of(batch, seals).encode(), batch.digest.encode()):
        yield Finding("batch.changed", f"batch {batch.number}")


def _verify_loose(members: set[int], *, floor: int) -> Iterator[Finding]:
    """Entries in no batch must be sound, and younger than everything that was closed for good."""
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.id in members:
            continue
        if not _sound(entry):
            yield Finding("entry.changed", f"entry {entry.id}")
        elif entry.id <= floor:
            yield Finding("entry.inserted", f"entry {entry.id}")


def _verify_anchor(last: AuditBatch | None) -> Iterator[Finding]:
    anchored = service().anchored()
    number, digest = (last.number, last.digest) if last else (0, "")
    if anchored and (anchored[0] > number or (anchored[0] == number and anchored[1] != digest)):
        yield Finding("batch.missing", f"the key store remembers batch {anchored[0]}")


def _sound(entry: AuditEntry) -> bool:
    return same(seal_of(entry).encode(), entry.seal.encode())


def _waiting(at: datetime) -> Iterator[AuditEntry]:
    """Entries in no batch yet."""
    floor, after = _floor(at)
    newer = AuditBatch.objects.filter(number__gt=after).values_list("entries", flat=True)
    closed = {entry for entries in newer for entry in entries}
    for entry in AuditEntry.objects.filter(id__gt=floor).order_by("id").iterator():
        if entry.id not in closed:
            yield entry


def _floor(at: datetime) -> tuple[int, int]:
    """The highest entry closed so long ago that no lower one can still appear, and its batch's number."""
    settled = AuditBatch.objects.filter(sealed_at__lt=at - SETTLED).order_by("-number").first()
    return (max(settled.entries), settled.number) if settled else (0, 0)


def _one_at_a_time() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
