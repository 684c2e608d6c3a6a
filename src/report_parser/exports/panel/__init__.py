"""The panel: place x year x indicator, the target beside the outturn, for statistics packages.

    reports -> mentions (each fact of one year, ranked) -> rows (the best of each half) -> wide (a row a place and year)

A report promises for the year ahead and tells of the year before, so the halves of a row come from two reports of
one place: the target for 2024 from that of 2024, the outturn of 2024 from that of 2025. Only indicators of the
vocabulary take part, for other names do not mean the same from place to place, and only values that speak of
one year.
"""
