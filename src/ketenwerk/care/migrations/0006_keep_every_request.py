"""Every request for a place that was there becomes a search at one service. None is lost."""

import uuid
from datetime import datetime, time

from django.db import migrations
from django.utils import timezone

STATES = {
    "asked": "open",
    "accepted": "placed",
    "refused": "withdrawn",
    "withdrawn": "withdrawn",
    "ended": "ended",
}
OVER = {"withdrawn", "ended"}
BATCH = 500


def keep_every_request(apps, schema_editor):
    """Each old request becomes a search at one service. Which region it is for, casework fills in."""
    Referral = apps.get_model("care", "Referral")
    PlaceRequest = apps.get_model("care", "PlaceRequest")
    found = Referral.objects.select_related("service").order_by("pk")
    for referral in found.iterator(chunk_size=BATCH):
        state = STATES[referral.state]
        over = referral.answered_at or referral.asked_at
        request = PlaceRequest.objects.create(
            id=uuid.uuid4(),
            reference=referral.reference,
            sender_id=referral.sender_id,
            region=referral.service.region,
            needs=referral.needs,
            asked_at=referral.asked_at,
            state=state,
            level=1,
            climbs_on=referral.answer_by if state == "open" else None,
            closed_at=over if state in OVER else None,
        )
        taken = referral.answered_at if referral.state in {"accepted", "ended"} else None
        Referral.objects.filter(pk=referral.pk).update(
            request=request,
            answer_until=timezone.make_aware(datetime.combine(referral.answer_by, time.max)),
            arrived_at=taken,
            confirmed_at=taken,
        )


class Migration(migrations.Migration):
    dependencies = [("care", "0005_place_requests")]

    operations = [migrations.RunPython(keep_every_request)]
