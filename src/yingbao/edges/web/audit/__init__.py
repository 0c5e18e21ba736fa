"""The book of acts: who did and saw what, of one person and of everyone."""
