"""`python -m planck`."""

from planck.cli import main

# The processes that help with many regions import this file as well.
if __name__ == "__main__":
    main()
