"""Clauses: who did or will do what; verb, objects and kind of each."""
