"""The layer over Jupyter Book."""
