"""The files of all towns, wherever they are kept: on a disk or in a bucket."""

import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import default_storage

# Where they lie in a copy.
FOLDER = "files"


def pack_files(archive: tarfile.TarFile) -> None:
    """Put every file into the archive, one at a time. One that is removed meanwhile is left out: so is its row, or doctor
    and a restored copy name it.
    """
    for name in _names(""):
        try:
            file = default_storage.open(name)
        except FileNotFoundError:
            continue
        with file:
            entry = tarfile.TarInfo(f"{FOLDER}/{name}")
            entry.size, entry.mode = file.size, 0o600
            archive.addfile(entry, file)


def put_back_files(unpacked: Path) -> None:
    """Store the files of an unpacked copy under the names that they had."""
    folder = unpacked / FOLDER
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if path.is_file():
            name = str(PurePosixPath(path.relative_to(folder)))
            if default_storage.exists(name):
                default_storage.delete(name)
            with path.open("rb") as source:
                default_storage.save(name, File(source))


def _names(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for one in sorted(files):
        yield f"{folder}/{one}" if folder else one
    for one in sorted(folders):
        yield from _names(f"{folder}/{one}" if folder else one)
