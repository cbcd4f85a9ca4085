"""The one script that shows an exercise, its style, and the widget of a live notebook."""
