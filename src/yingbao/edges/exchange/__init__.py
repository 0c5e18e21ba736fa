"""Rosters from other agencies: recognised, read in a child process, put right or refused by line."""
