"""Who we know and how we know it: persons, certificates, spells, and the rosters they came from."""
