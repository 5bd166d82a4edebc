"""What a run is judged by: one statistic, or one tight family, a file under `statistics`."""
