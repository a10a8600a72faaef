"""`python -m tutor` is the command `tutor`; nothing else lives here."""

from tutor.cli import main

if __name__ == "__main__":
    main()
