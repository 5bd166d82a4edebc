"""What a run tells: to a terminal, to a program, to a browser, to a table of trades."""
