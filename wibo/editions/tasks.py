"""Making an edition's keys: the worker's, since nobody else may ever hold a private key."""

from django_tasks import task

from wibo.keyring import keys


@task()
def make_keys(ring: str) -> None:
    """Make the keys of a new ring. Safe to repeat: keys that exist stay as they are."""
    if not keys.ready(ring):
        keys.create(ring)
