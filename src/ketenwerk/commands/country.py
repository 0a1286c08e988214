"""`ketenwerk country check nl`: everything in the files of a country that does not fit, with file, entry and reason.

`ketenwerk country words nl pl`: what visitors read of the country and is not there in Polish, as JSON.
"""

import json
import sys

from django.conf import settings

from ketenwerk.country.check import main, missing_words


def run(arguments: list[str]) -> int:
    match arguments:
        case ["check", code]:
            return main(code, settings.COUNTRIES_DIR)
        case ["words", code, language]:
            found = missing_words(settings.COUNTRIES_DIR / code, language)
            sys.stdout.write(f"{json.dumps(found, ensure_ascii=False, indent=1)}\n")
            return 0
        case _:
            sys.stderr.write("usage: ketenwerk country check CODE | words CODE LANGUAGE\n")
            return 2
