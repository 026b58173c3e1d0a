"""Polish numbers and dates with hard spaces, as the design guide asks."""

DATE_FORMAT = "j\xa0E\xa0Y\xa0\\r."
DATETIME_FORMAT = "j\xa0E\xa0Y\xa0\\r., \\g\\o\\d\\z.\xa0H:i"
SHORT_DATE_FORMAT = "j\xa0E"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
