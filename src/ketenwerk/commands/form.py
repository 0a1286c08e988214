"""`ketenwerk form nl form.pdf`: the questions of a report on paper, from the same data as the pages."""

import argparse
import sys
from pathlib import Path

from django.conf import settings

from ketenwerk.reporting import paper


def run(argv: list[str]) -> int:
    """Write the form and say where it is."""
    parser = argparse.ArgumentParser(prog="ketenwerk form", description=__doc__)
    parser.add_argument("language", choices=[code for code, _name in settings.LANGUAGES])
    parser.add_argument("file", type=Path)
    options = parser.parse_args(argv)
    options.file.write_bytes(paper.form(options.language))
    sys.stdout.write(f"{options.file}\n")
    return 0
