"""Tables and pictures of the bank, and the one look of all pictures."""
