"""What a class handed in: files, zips, and whose they are."""
