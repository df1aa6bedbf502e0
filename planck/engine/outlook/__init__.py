"""Beyond the two end points: trend, forecast, what would flip a verdict, what pace has been seen. Arrays only."""
