"""The database helper: every call opens its own connection, as helpers in scripts do."""
import sqlite3
import tempfile
from pathlib import Path


class Database:
    def __init__(self):
        self.path = Path(tempfile.gettempdir()) / "async-pitfalls-demo.sqlite3"

    def report(self, rows):
        return self._run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT sum(i) FROM n", rows)

    def _run(self, statement, *arguments):
        connection = sqlite3.connect(self.path)
        try:
            return connection.execute(statement, arguments).fetchone()[0]
        finally:
            connection.close()
