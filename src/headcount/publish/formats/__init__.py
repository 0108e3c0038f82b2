"""Output formats, one file each, with ``write(page) -> str``."""
