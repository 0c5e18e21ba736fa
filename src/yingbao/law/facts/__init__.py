"""What a rule may ask about a person: the vocabulary, with types, units and the question to ask."""
