"""Log lines as JSON, made so that no value that a person typed can be in them.

Frameworks put paths and data into the arguments of their messages, and databases put values into the texts of
their errors. So foreign messages are logged as their templates, and errors as a type with the places it
came through.
"""

import json
import logging
import traceback
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, event, facts, error."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        ours = record.name.startswith("wibo")
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if ours else str(record.msg),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-12:]
            line["trace"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)
