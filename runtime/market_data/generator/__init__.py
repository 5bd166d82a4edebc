"""Made-up markets that keep a venue's rules, with a list of the surges put into them."""
