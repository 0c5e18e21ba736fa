"""Bringing rosters in: receive, look before applying, apply, what was refused, what is in conflict."""
