"""The numbers of a class, with their intervals."""
