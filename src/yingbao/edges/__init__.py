"""How one comes in and what goes out. They write nothing."""
