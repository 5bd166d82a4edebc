"""When venues trade: sessions, and the trading days they make."""
