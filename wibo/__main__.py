"""The command `wibo`. `recount`, `register` and `config` start without Django; every other command sets it up first."""

import os
import sys


def main() -> int:
    """Run a command; without one, list them."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["recount"]:
        from wibo.commands import recount

        return recount.run(arguments[1:])
    if arguments[:1] == ["register"]:
        from wibo.commands import register

        return register.run(arguments[1:])
    if arguments[:1] == ["config"]:
        from wibo.commands import config

        return config.run(arguments[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wibo.config.settings")
    from wibo.commands import with_django

    return with_django.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
