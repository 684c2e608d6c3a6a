"""Times: the years that the time words of a report mean."""
