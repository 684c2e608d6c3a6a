"""Numbers: every numeral of a text found, read exactly, and typed."""
