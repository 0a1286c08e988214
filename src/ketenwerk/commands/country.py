"""`ketenwerk country check nl`: everything in the files of a country that does not fit, with file, entry and reason."""

import sys

from django.conf import settings

from ketenwerk.country.check import main


def run(arguments: list[str]) -> int:
    match arguments:
        case ["check", code]:
            return main(code, settings.COUNTRIES_DIR)
        case _:
            sys.stderr.write("usage: ketenwerk country check CODE\n")
            return 2
