#!/usr/bin/env python
"""Django's own door for commands; `kuulu` is the same door with a friendlier name."""

from kuulu.foundation.console import main

if __name__ == "__main__":
    main()
