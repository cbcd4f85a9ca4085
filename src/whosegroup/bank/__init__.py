"""What lies in `data/`: read, checked, and every mistake in it said."""
