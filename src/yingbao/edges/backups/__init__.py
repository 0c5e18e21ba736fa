"""Backups that were opened, counted and compared before they are called good, and the way back from one."""
