"""The tables of the catalogue and how an older catalogue becomes a newer one. Knows nothing of records or files."""

from __future__ import annotations

import sqlite3

from documents.errors import StoreError

from .crash import step

VERSION = 1

_TABLES = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice, so a row key never changes its meaning
    id TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,                 -- JSON
    passages INTEGER NOT NULL,
    origin TEXT NOT NULL,                      -- absolute path, or upload: and the name
    name TEXT NOT NULL,                        -- file name as given
    sha256 TEXT NOT NULL,                      -- of the original bytes
    hints TEXT NOT NULL,                       -- JSON: what the user said on adding
    added TEXT NOT NULL,
    outline TEXT NOT NULL, report TEXT NOT NULL, repeals TEXT NOT NULL   -- JSON
);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_origin ON documents (origin);
CREATE TABLE contents (                        -- apart, so that listing documents does not walk over texts
    number INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    text TEXT NOT NULL, text_sha256 TEXT NOT NULL, original BLOB NOT NULL  -- zlib
);
CREATE TABLE passages (
    number INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    article INTEGER, insertion INTEGER, headings TEXT NOT NULL, pinpoint TEXT NOT NULL,  -- JSON
    hash BLOB NOT NULL,                        -- of what is embedded, checked whenever the passage is read
    PRIMARY KEY (number, ordinal)
) WITHOUT ROWID;
CREATE INDEX passages_hash ON passages (hash);
CREATE TABLE vectors (hash BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;  -- half floats
CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL,
                    action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL);
CREATE TABLE notebook (shelf TEXT NOT NULL, key TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL,
                       PRIMARY KEY (shelf, key)) WITHOUT ROWID;
"""

# MIGRATIONS[n] brings version n to n + 1.
MIGRATIONS: dict[int, str] = {0: _TABLES}


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the catalogue to VERSION in one transaction. StoreError CATALOGUE_NEWER if it is of a later program."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if found > VERSION:
        raise StoreError(
            "CATALOGUE_NEWER",
            f"资料库由更新的版本建立（格式 {found}，本程序识得 {VERSION}）。",
            "请升级 fazhi。",
        )
    if found == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited for the lock.
        found = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for version in range(found, VERSION):
            for statement in _statements(MIGRATIONS[version]):
                connection.execute(statement)
            step(f"migrated_{version + 1}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> list[str]:
    """One by one, because executescript would commit between them."""
    found, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    return found
