"""The moment at which tests happen: noon of a Sunday in Warsaw."""

from datetime import UTC, datetime

NOW = datetime(2027, 10, 10, 10, 0, tzinfo=UTC)
