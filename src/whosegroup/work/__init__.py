"""What one reader did: the contract of a work file, the file, and what follows from it."""
