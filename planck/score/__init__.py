"""Numbers over units and indicators into scores: normalise, weigh, aggregate, rank, and how sure that is.

Units are rows, indicators columns; a missing number is NaN inside and a `Refusal` outside.
"""
