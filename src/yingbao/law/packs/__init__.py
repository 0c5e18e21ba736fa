"""What we made of it: policy packs on disk become programmes; inheritance, citations, worked cases."""
