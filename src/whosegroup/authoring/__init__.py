"""What somebody who writes cases types on the command line."""
