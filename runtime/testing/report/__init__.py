"""Results of tests for people, for programs and for build servers."""
