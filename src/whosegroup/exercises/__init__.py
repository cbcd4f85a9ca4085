"""What readers do with the cases, and all that they are told, compiled into a payload."""
