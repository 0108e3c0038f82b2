"""Frozen values that the stages pass to one another. They know no files, tables or pages."""
