"""What no linter sees: where writing happens, where foreign keys point, how long files are."""
