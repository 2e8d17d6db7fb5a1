CREATE TABLE IF NOT EXISTS reviews (
    number        INTEGER PRIMARY KEY,
    review_id     TEXT NOT NULL UNIQUE,
    product_id    TEXT NOT NULL,
    author_id     TEXT NOT NULL,
    rating        INTEGER NOT NULL,
    lang          TEXT NOT NULL,
    title         TEXT NOT NULL,
    text          TEXT NOT NULL,
    posted_at     TEXT NOT NULL,
    edited_at     TEXT NOT NULL DEFAULT '',
    verified      INTEGER NOT NULL DEFAULT 0,
    photos        INTEGER NOT NULL DEFAULT 0,
    visible       INTEGER NOT NULL DEFAULT 1,
    grounds       TEXT NOT NULL DEFAULT '[]',
    explanation   TEXT NOT NULL DEFAULT '',
    last_sequence INTEGER NOT NULL DEFAULT 0,
    last_event    TEXT NOT NULL DEFAULT '',
    last_case     TEXT NOT NULL DEFAULT '',
    deleted       INTEGER NOT NULL DEFAULT 0,
    told          INTEGER NOT NULL DEFAULT 0, -- Redress has heard of it as it stands, since the shop opened
    snapshot      TEXT NOT NULL DEFAULT '',   -- Redress's hash of it …
    snapshot_of   TEXT NOT NULL DEFAULT ''    -- … and our fingerprint of the words which that hash is of
);
CREATE TABLE IF NOT EXISTS snapshots (
    review_id TEXT NOT NULL,
    snapshot  TEXT NOT NULL, -- each hash that Redress has given us for this review's words, old ones as well
    PRIMARY KEY (review_id, snapshot)
);
CREATE INDEX IF NOT EXISTS reviews_of_product ON reviews (product_id);

CREATE TABLE IF NOT EXISTS bars (
    author_id  TEXT NOT NULL,
    product_id TEXT NOT NULL,
    case_id    TEXT NOT NULL,
    sequence   INTEGER NOT NULL,
    held       INTEGER NOT NULL, -- a lifted bar stays as a row, so that a late "barred" cannot bring it back
    PRIMARY KEY (author_id, product_id, case_id)
);

CREATE TABLE IF NOT EXISTS messages (
    event_id    TEXT PRIMARY KEY,
    account     TEXT NOT NULL,
    review_id   TEXT NOT NULL,
    subject     TEXT NOT NULL,
    text        TEXT NOT NULL,
    link        TEXT NOT NULL,
    received_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_of_account ON messages (account);

CREATE TABLE IF NOT EXISTS deliveries (
    number      INTEGER PRIMARY KEY,
    webhook_id  TEXT NOT NULL UNIQUE,
    received_at TEXT NOT NULL,
    type        TEXT NOT NULL,
    review_id   TEXT NOT NULL,
    case_id     TEXT NOT NULL,
    sequence    INTEGER,
    status      INTEGER NOT NULL,
    answer      TEXT NOT NULL,
    repeats     INTEGER NOT NULL DEFAULT 0
);
