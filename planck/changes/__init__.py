"""Two states of plans and figures to what changed between them, and what that does to the verdicts."""
