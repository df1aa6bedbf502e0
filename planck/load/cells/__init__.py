"""What one cell says: numbers, periods, dates, words."""
