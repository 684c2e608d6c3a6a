"""Tasks: what an office would give one row and one lead, made of the clauses that promise."""
