"""Files of other people: elections, rules beside them, registers, tables from spreadsheets."""
