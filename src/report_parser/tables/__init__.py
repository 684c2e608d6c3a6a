"""The tidy tables: one row a report, statement, fact or numeral."""
