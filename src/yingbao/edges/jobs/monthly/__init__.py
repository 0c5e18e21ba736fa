"""Work of the first of every month: one file, one work."""
