"""Trying other rules (试算): the form, what it finds, what was kept."""
