"""The report around its sentences: folded text, title and place, years, headings, where the plan begins."""
