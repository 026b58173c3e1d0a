"""What lies in a packed copy, written into a folder and nowhere else.

`tarfile` has filters for this only from Python 3.11.4 on; Debian 12 has 3.11.2.
"""

import shutil
import tarfile
from pathlib import Path, PurePosixPath


class StrangeEntry(Exception):
    """The archive holds what no copy of ours does: a link, a device, or a way out of the folder."""


def unpack(archive: tarfile.TarFile, folder: Path) -> None:
    """Write every file of the archive below the folder. Raises StrangeEntry before the strange one is written.

    Whoever knows the recipient can seal an archive for it, so that none is believed.
    """
    for entry in archive:
        name = PurePosixPath(entry.name)
        if name.is_absolute() or ".." in name.parts or not (entry.isreg() or entry.isdir()):
            raise StrangeEntry(entry.name)
        target = folder / name
        if entry.isdir():
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
            continue
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = archive.extractfile(entry)
        if content is not None:
            with content, target.open("wb") as file:
                shutil.copyfileobj(content, file)
