"""The JTS trading runtime: backtest, and later live, around one compiled strategy."""
