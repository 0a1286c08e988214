"""`ketenwerk texts`: how hard the pages of text are to read, the hardest first; `ketenwerk texts pl`: in one language.

The measure was made for Swedish and says most about languages that are close to it.
"""

import sys

from ketenwerk.country.data import country
from ketenwerk.country.reading import measure


def run(arguments: list[str]) -> int:
    languages = arguments or country().languages
    rows = [
        (measure(each), each) for each in country().texts.values() if each.language in languages
    ]
    if not rows:
        sys.stderr.write(
            "usage: ketenwerk texts [LANGUAGE …]; there are no texts in this language\n"
        )
        return 2
    sys.stdout.write(f"{'LIX':>5} {'words/sentence':>15} {'words':>6}  page\n")
    for found, text in sorted(rows, key=lambda row: -row[0].lix):
        sys.stdout.write(
            f"{found.lix:5.1f} {found.words_per_sentence:15.1f} {found.words:6}"
            f"  {text.language}/{text.code}\n"
        )
    return 0
