"""Bringing rosters in: receive, stage, plan (the dry run), confirm, apply, cancel. The only writers of all that."""
