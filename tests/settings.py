"""The product's settings as tests run them, however pytest is started."""

import os
import tempfile
from pathlib import Path

os.environ["WIBO_TESTING"] = "1"
# One dictionary of search for all tests and for the installations that they start: to make it takes 8 s.
os.environ.setdefault("WIBO_WORDS_DIR", str(Path(tempfile.gettempdir()) / f"wibo-words-{os.getuid()}"))

from wibo.config.settings import *  # noqa: F403 - settings made of settings
