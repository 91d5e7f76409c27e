"""`python -m bot …`: run, demo, check, staff, regulation, migrate, erase."""

import gc
import io
import sys

from bot.commands import main

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without ✓ shows ? and does not stop us
    gc.disable()  # imports only build up: looking for what they dropped takes half a second of a start
    sys.exit(main(sys.argv[1:]))
