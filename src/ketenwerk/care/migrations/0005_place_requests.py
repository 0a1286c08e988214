"""One search may ask several services. Here is room for it; the next one keeps what was there."""

import uuid

import django.db.models.deletion
import ketenwerk.keys.fields
from django.db import migrations, models


def new_fields():
    return {
        "position": models.PositiveSmallIntegerField(default=0),
        "question": ketenwerk.keys.fields.SealedTextField(blank=True, default=""),
        "addition": ketenwerk.keys.fields.SealedTextField(blank=True, default=""),
        "why_over": models.CharField(blank=True, default="", max_length=32),
        "intake_on": models.DateField(null=True),
        "held_until": models.DateTimeField(null=True),
        "arrived_at": models.DateTimeField(null=True),
        "confirmed_at": models.DateTimeField(null=True),
        "answer_until": models.DateTimeField(null=True),
        "request": models.ForeignKey(
            null=True,
            on_delete=django.db.models.deletion.PROTECT,
            related_name="referrals",
            to="care.placerequest",
        ),
    }


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("care", "0004_directory_entries"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlaceRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.UUIDField()),
                ("region", models.CharField(max_length=64)),
                ("needs", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("placed", "Placed"),
                            ("exhausted", "Exhausted"),
                            ("withdrawn", "Withdrawn"),
                            ("ended", "Ended"),
                        ],
                        default="open",
                        max_length=16,
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Coordinator"), (2, "Director"), (3, "National")], default=1
                    ),
                ),
                ("climbs_on", models.DateField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint("referral", "one_live_referral_per_reference"),
        migrations.RemoveIndex("referral", "referrals_waiting"),
        *(
            migrations.AddField(
                "referral", name, field, preserve_default=field.null or name == "position"
            )
            for name, field in new_fields().items()
        ),
    ]
