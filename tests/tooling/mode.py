"""Says that this is a test run, and compiles the translations, before anything reads either."""

import os
import subprocess
import sys
from pathlib import Path

os.environ["KETENWERK_MODE"] = "test"

subprocess.run(
    [sys.executable, "-m", "ketenwerk", "translations"],
    env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    check=True,
)
