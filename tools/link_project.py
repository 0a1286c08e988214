"""Makes `src` and the command `ketenwerk` known to the virtual environment that runs this.

A link instead of an installation: it needs no build tool and no network, and an edit is seen
at once.
"""

import sys
import sysconfig
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
COMMAND = """#!{python}
import sys

from ketenwerk.__main__ import main

sys.exit(main())
"""


def link(packages: Path, scripts: Path) -> None:
    """Write the path file among the packages and the command among the scripts."""
    (packages / "ketenwerk.pth").write_text(f"{SOURCE}\n", encoding="utf-8")
    command = scripts / "ketenwerk"
    command.write_text(COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    link(Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("scripts")))
