"""Output formats, one file each: ``NAME``, ``SUFFIX``, ``MEDIA_TYPE`` and ``write(page) -> str``."""
