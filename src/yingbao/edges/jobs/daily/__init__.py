"""Work of every day: one file, one work; what is told here is done in the order of this listing."""
