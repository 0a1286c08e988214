"""Closing the trail: entries are sealed one by one with a keyed hash, then chained batch after batch.

An edit breaks the entry's own seal; a copy has the seal of another; a deletion, insertion or exchange breaks the
batch it belongs to; leaving out the newest batches is noticed because the key store remembers them all. What has
not yet been put into a batch (BATCH entries and a few) is protected by its seals and by the triggers alone.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Max

from ketenwerk.audit.models import AuditBatch, AuditEntry
from ketenwerk.keys.root import same
from ketenwerk.keys.service import service

BATCH = 256  # entries that wait before they are closed
LOOK = 16  # every so many entries it is looked at how many wait
SETTLED = timedelta(minutes=10)  # no transaction is open longer, so no older id can still appear
LOCK = 0x4B57  # any number, the same for all processes
SALT = 16  # hexadecimal digits at the head of a seal, so that no two are the same


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: a code (`entry.changed`, `entry.missing` …) and where."""

    code: str
    where: str


def seal_of(entry: AuditEntry) -> str:
    """A seal of what the entry says, whatever its number. No two are the same: a copy is found."""
    return _seal(entry, secrets.token_hex(SALT // 2))


def _seal(entry: AuditEntry, salt: str) -> str:
    """The salt and 192 bits of a keyed hash: as many letters as the column holds."""
    said = {
        "salt": salt,
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor,
        "organisation": entry.organisation,
        "act": entry.act,
        "outcome": str(entry.outcome),
        "subject": entry.subject,
        "facts": entry.facts,
    }
    return salt + service().fingerprint("audit", json.dumps(said, sort_keys=True))[SALT:]


def is_to_look(entry: AuditEntry) -> bool:
    """Whether it is time to look if a batch is due: doing so after every entry would cost more than the entries."""
    return entry.id % LOOK == 0


def seal_when_due(*, at: datetime) -> None:
    """Close a batch when BATCH entries wait."""
    newest = AuditEntry.objects.aggregate(Max("id"))["id__max"] or 0
    last = AuditBatch.objects.order_by("-number").first()
    if newest - max(_ids(last), default=0) >= BATCH:
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
    anchored = service().anchored()  # first: what is closed meanwhile is not missing
    last: AuditBatch | None = None
    digests: dict[int, str] = {}
    members: set[int] = set()
    for batch in AuditBatch.objects.order_by("number").iterator():
        if (batch.number, batch.previous) != _expected(last):
            yield Finding("batch.out-of-line", f"batch {batch.number}")
        yield from _verify_batch(batch)
        members.update(_ids(batch))
        digests[batch.number] = batch.digest
        last = batch
    yield from _verify_loose(members, floor=_floor(at)[0])
    yield from _verify_copies()
    yield from _verify_anchors(anchored, digests)


def _expected(last: AuditBatch | None) -> tuple[int, str]:
    return (last.number + 1, last.digest) if last else (1, "")


def _verify_batch(batch: AuditBatch) -> Iterator[Finding]:
    ids = _ids(batch)
    found = AuditEntry.objects.in_bulk(ids)
    for entry_id in ids:
        if entry_id not in found:
            yield Finding("entry.missing", f"entry {entry_id}")
        elif not _sound(found[entry_id]):
            yield Finding("entry.changed", f"entry {entry_id}")
    seals = [found[entry_id].seal for entry_id in ids if entry_id in found]
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


def _verify_copies() -> Iterator[Finding]:
    """One seal on several entries: all but one of them were put there by another hand."""
    counted = AuditEntry.objects.order_by().values("seal").annotate(times=Count("id"))
    copied = counted.filter(times__gt=1).values("seal")
    for entry in AuditEntry.objects.filter(seal__in=copied).order_by("id").iterator():
        yield Finding("entry.copied", f"entry {entry.id}")


def _verify_anchors(anchored: dict[int, str], digests: dict[int, str]) -> Iterator[Finding]:
    for number, digest in anchored.items():
        if digests.get(number) != digest:
            yield Finding("batch.missing", f"the key store remembers another batch {number}")


def _sound(entry: AuditEntry) -> bool:
    return same(_seal(entry, entry.seal[:SALT]).encode(), entry.seal.encode())


def _waiting(at: datetime) -> Iterator[AuditEntry]:
    """Entries in no batch yet."""
    floor, after = _floor(at)
    newer = AuditBatch.objects.filter(number__gt=after)
    closed = {entry for batch in newer for entry in _ids(batch)}
    for entry in AuditEntry.objects.filter(id__gt=floor).order_by("id").iterator():
        if entry.id not in closed:
            yield entry


def _floor(at: datetime) -> tuple[int, int]:
    """The highest entry closed so long ago that no lower one can still appear, and its batch's number."""
    settled = AuditBatch.objects.filter(sealed_at__lt=at - SETTLED).order_by("-number").first()
    return (max(_ids(settled), default=0), settled.number) if settled else (0, 0)


def _ids(batch: AuditBatch | None) -> list[int]:
    """The entries of a batch, whatever somebody may have made of its list."""
    kept = batch.entries if batch and isinstance(batch.entries, list) else []
    return [entry for entry in kept if type(entry) is int]


def _one_at_a_time() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
