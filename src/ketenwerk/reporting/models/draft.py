from typing import ClassVar

from django.db import models

from ketenwerk.foundation.records import Privacy, Record, RecordQuerySet


class Draft(Record):
    """What somebody typed and did not send yet. Only the visitor's cookie opens it, or the code they asked for.

    Nothing in it names a report, and no report names it.
    """

    privacy: ClassVar[dict[str, Privacy]] = {
        "id": Privacy.INTERNAL,
        "locator": Privacy.PERSONAL,
        "content": Privacy.PERSONAL,
        "code_locator": Privacy.PERSONAL,
        "code_opens": Privacy.PERSONAL,
        "keep_until": Privacy.INTERNAL,
    }

    locator = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()  # locked with the key in the visitor's cookie
    code_locator = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - none is no code
    code_opens = models.BinaryField()  # what the cookie holds, locked with the code; empty without
    keep_until = models.DateField(db_index=True)

    objects = RecordQuerySet["Draft"].as_manager()

    def __str__(self) -> str:
        return f"draft {self.id}"
