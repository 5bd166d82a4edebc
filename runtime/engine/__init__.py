"""What backtest and live run share: sizing, orders, and the walk of an account through time."""
