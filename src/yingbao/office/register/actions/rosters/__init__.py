"""Bringing rosters in: receive, stage, plan (the dry run), confirm, apply, cancel."""
