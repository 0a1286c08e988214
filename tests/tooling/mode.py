"""Says that this is a test run, before anything reads the settings."""

import os

os.environ["KETENWERK_MODE"] = "test"
