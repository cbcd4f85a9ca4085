"""The instructor's side: what a class handed in, what it shows, and the report of it."""
