"""Files to plans, figures and settings, with a finding for everything that is wrong: bad input never raises."""
