"""What the room can be asked: figures, lists, one person's answers, runs; inside the officer's division."""
