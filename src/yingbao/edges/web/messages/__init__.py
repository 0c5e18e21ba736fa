"""Messages to officers: what came to one's turn, came near its limit or went wrong."""
