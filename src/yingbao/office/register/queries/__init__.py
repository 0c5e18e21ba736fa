"""Questions to the register. Persons are reached through the officer's scope and in no other way."""
