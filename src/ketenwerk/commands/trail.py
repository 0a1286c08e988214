"""`ketenwerk audit verify` and `ketenwerk audit seal`."""

import sys

from django.utils import timezone

from ketenwerk.audit import chain
from ketenwerk.audit.models import AuditBatch, AuditEntry


def run(arguments: list[str]) -> int:
    """Exit code 1 when the trail was changed."""
    match arguments:
        case ["verify"]:
            return _verify()
        case ["seal"]:
            batch = chain.seal(at=timezone.now())
            sys.stdout.write(f"closed {batch}\n" if batch else "nothing to close\n")
            return 0
        case _:
            sys.stderr.write("usage: ketenwerk audit verify | seal\n")
            return 2


def _verify() -> int:
    findings = list(chain.verify(at=timezone.now()))
    for finding in findings:
        sys.stdout.write(f"{finding.code}: {finding.where}\n")
    last = AuditBatch.objects.order_by("-number").first()
    head = f"batch {last.number}, {last.digest}" if last else "no batch yet"
    sys.stdout.write(
        f"{AuditEntry.objects.count()} entries, {len(findings)} findings; newest: {head}\n"
    )
    return 1 if findings else 0
