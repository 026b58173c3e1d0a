"""Dates as numbers and a month's name, time in 24 hours, as on the Polish pages."""

DATE_FORMAT = "j\xa0E\xa0Y"
DATETIME_FORMAT = "j\xa0E\xa0Y, H:i"
SHORT_DATE_FORMAT = "j\xa0E"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
