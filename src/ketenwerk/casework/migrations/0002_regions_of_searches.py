"""A search that was there before knows only its service: the region it is for stands in the track."""

from django.db import migrations

BATCH = 500


def fill_in_the_region(apps, schema_editor):
    Placement = apps.get_model("casework", "Placement")
    PlaceRequest = apps.get_model("care", "PlaceRequest")
    for placement in Placement.objects.select_related("track").iterator(chunk_size=BATCH):
        found = PlaceRequest.objects.filter(reference=placement.pk)
        found.update(region=placement.track.region)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("care", "0007_searches")]

    operations = [migrations.RunPython(fill_in_the_region)]
