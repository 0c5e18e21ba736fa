"""Work nobody waits for: bringing rosters in, determining a month."""
