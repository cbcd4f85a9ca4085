"""Run the command as `python -m whosegroup`."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="whosegroup")
