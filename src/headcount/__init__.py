"""From conflicting reports to one accountable estimate.

Documents are read into figures and positions, figures are reconciled into an estimate, the estimate is
projected under policies, and everything is published as a briefing in which each number walks back to the
sentences it came from. Importing this package loads none of the stages.
"""

__version__ = "0.1.0"
