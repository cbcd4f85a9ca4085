"""The page that a teacher reads: charts, sentences, tables."""
