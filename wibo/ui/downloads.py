"""A file made line by line goes out whole, or not at all.

A server ends a stream that fails as if it were complete, and a reader takes half a table for the whole one. So
the lines are written to a temporary file first, within the request: a failure is an ordinary error page, and the
length that is told beforehand shows a connection that breaks on the way. Memory stays the same for any length.
"""

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile

from django.http import FileResponse

_IN_MEMORY = 1024 * 1024


def whole_file(lines: Iterable[str], name: str, content_type: str) -> FileResponse:
    """The lines (UTF-8) as a file to keep under the name. Errors of the lines are raised here, before any answer."""
    made = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by the response
    for line in lines:
        made.write(line.encode("utf-8"))
    made.seek(0)
    return FileResponse(
        made, as_attachment=True, filename=name, content_type=f"{content_type}; charset=utf-8"
    )
