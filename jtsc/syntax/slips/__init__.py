"""What people write who know another language, or whose finger slipped: each slip by its own name."""
