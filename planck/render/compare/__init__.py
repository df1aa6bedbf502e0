"""Comparisons of status methods, one file a format: a row a target, a column a method."""
