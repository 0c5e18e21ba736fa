"""Persons: looking someone up, and the person's file."""
