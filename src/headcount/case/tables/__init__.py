"""Tables of figures, positions and sources that come from outside: read strictly, mapped to codes, kept in a case.

``sheets`` opens a CSV whatever program wrote it, ``cells`` reads one cell, ``mappings`` turns foreign columns and
codes into ours, ``rows`` checks a row, ``persons`` refuses lists of persons, ``importing`` writes the case's files.
"""
