"""Screens: one verb a file, one purpose a page."""
