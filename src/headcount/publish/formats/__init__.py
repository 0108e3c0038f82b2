"""Output formats, one file each, with ``write(page)`` that returns text or bytes."""
