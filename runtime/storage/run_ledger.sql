-- Every backtest ever run: how often something was tried belongs to what its result is worth.
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    ts INTEGER NOT NULL,        -- nanoseconds UTC
    strategy TEXT NOT NULL,
    source TEXT NOT NULL,       -- path of the strategy file
    manifest TEXT NOT NULL,     -- JSON, as are those below
    parameters TEXT NOT NULL,
    metrics TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS runs_by_strategy ON runs (strategy, ts);
