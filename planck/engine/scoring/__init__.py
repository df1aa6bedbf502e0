"""The arithmetic of scores, of arrays alone: normalise, weigh, aggregate, rank, and why a number could not be made.

Units are rows, indicators columns; a missing number is NaN inside and a `Refusal` outside.
"""
