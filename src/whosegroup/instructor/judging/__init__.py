"""Each first answer of a class with its verdict, by the key of today."""
