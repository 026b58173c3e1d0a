"""The product's settings as tests run them, however pytest is started."""

import os

os.environ["WIBO_TESTING"] = "1"

from wibo.config.settings import *  # noqa: F403 - settings made of settings
