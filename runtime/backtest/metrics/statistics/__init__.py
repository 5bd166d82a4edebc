"""The statistics; a file here with `@statistic` functions is found without being listed anywhere."""
