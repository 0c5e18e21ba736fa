"""Work nobody waits for: asked, taken up, carried on by another where its worker died."""
