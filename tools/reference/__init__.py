"""The pages of docs/reference, made from the code: ``tools/build_reference.py``; a test holds them equal."""
