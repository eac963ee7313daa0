"""A folder of any size becomes measured tables on disk: rows are written as they come, memory stays flat."""
