"""A first draft of a county's pack: its plan read, and what other packs made of clauses like its own."""
