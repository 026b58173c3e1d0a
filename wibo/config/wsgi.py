"""The WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wibo.config.settings")
application = get_wsgi_application()
# All views are loaded now, and not while the first visitor after a start waits half a second for them.
reverse("home:front")
# What is loaded by now stays for good. Left in the young generations it would be walked through at every few
# hundred allocations, which a page makes many times over (`make bench` shows the difference).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
