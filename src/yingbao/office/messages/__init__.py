"""What officers are told, and what leaves the building: each piece of news once."""
