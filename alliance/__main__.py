"""``python -m alliance lab`` is ``alliance lab``, where no program of that name is on the path."""

from alliance.cli import main

if __name__ == "__main__":
    main()
