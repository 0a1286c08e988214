"""From now on every referral belongs to a search, and its answer is due at an hour."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("care", "0006_keep_every_request")]

    operations = [
        migrations.RemoveField("referral", "answer_by"),
        migrations.RenameField("referral", "answer_until", "answer_by"),
        migrations.AlterField(
            "referral",
            "request",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals",
                to="care.placerequest",
            ),
        ),
        migrations.AlterField(
            model_name="referral",
            name="asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="referral",
            name="state",
            field=models.CharField(
                choices=[
                    ("in-line", "In Line"),
                    ("asked", "Asked"),
                    ("more-information", "More Information"),
                    ("intake-first", "Intake First"),
                    ("held", "Held"),
                    ("accepted", "Accepted"),
                    ("refused", "Refused"),
                    ("withdrawn", "Withdrawn"),
                    ("expired", "Expired"),
                    ("ended", "Ended"),
                ],
                default="in-line",
                max_length=16,
            ),
        ),
        migrations.AddIndex(
            model_name="placerequest",
            index=models.Index(
                fields=["sender", "state", "climbs_on"], name="place_requests_of_a_sender"
            ),
        ),
        migrations.AddIndex(
            model_name="placerequest",
            index=models.Index(fields=["state", "climbs_on"], name="place_requests_that_climb"),
        ),
        migrations.AddIndex(
            model_name="placerequest",
            index=models.Index(
                fields=["region", "state", "level"], name="place_requests_of_a_region"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["receiver", "state", "answer_by", "id"], name="referrals_of_a_receiver"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["state", "answer_by"], name="referrals_with_a_clock"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["state", "held_until"], name="referrals_that_are_held"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["reference"], name="referrals_of_a_reference"),
        ),
        migrations.AddConstraint(
            model_name="placerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "placed", "exhausted"])),
                fields=("reference",),
                name="one_live_place_request_per_reference",
            ),
        ),
        migrations.AddConstraint(
            model_name="placerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("climbs_on__isnull", False), ("state__in", ["open", "exhausted"])),
                    models.Q(
                        ("climbs_on__isnull", True),
                        ("state__in", ["placed", "withdrawn", "ended"]),
                    ),
                    _connector="OR",
                ),
                name="a_search_for_a_place_has_a_day_on_which_it_climbs",
            ),
        ),
        migrations.AddConstraint(
            model_name="placerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state__in", ["withdrawn", "ended"])),
                    models.Q(
                        ("closed_at__isnull", True), ("state__in", ["open", "placed", "exhausted"])
                    ),
                    _connector="OR",
                ),
                name="a_place_request_is_over_exactly_when_it_has_a_closing_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "in-line",
                            "asked",
                            "more-information",
                            "intake-first",
                            "held",
                            "accepted",
                        ],
                    )
                ),
                fields=("request", "service"),
                name="a_service_is_asked_once_at_a_time_in_a_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["held", "accepted"])),
                fields=("request",),
                name="one_place_is_taken_per_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["asked", "more-information", "intake-first"]), _negated=True
                    ),
                    models.Q(("answer_by__isnull", False), ("asked_at__isnull", False)),
                    _connector="OR",
                ),
                name="who_is_asked_knows_by_when_to_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    ("held_until__isnull", False),
                    _connector="OR",
                ),
                name="a_held_place_is_held_until_a_moment",
            ),
        ),
    ]
