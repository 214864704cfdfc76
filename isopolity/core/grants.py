# SPDX-License-Identifier: EUPL-1.2
"""What the application's database role may do: use the rows, never change the tables or pass the wall."""

_SCHEMA = """
GRANT USAGE ON SCHEMA public TO {app};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {app};
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {app};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {app};
"""


def statements(app_role: str) -> str:
    """The SQL that the owner of the tables runs after every migration."""
    from psycopg import sql  # here, so that commands without a database start without its driver

    return _SCHEMA.format(app=sql.Identifier(app_role).as_string(None))
