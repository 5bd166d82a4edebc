"""Why an order was placed at a bar, or what kept it from being placed."""
