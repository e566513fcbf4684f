import pg from 'pg';

// What the role may do under which the portal serves (docs/decisions/0077). The owner of the tables grants it, after migrations.

type Right = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

const ALL: readonly Right[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

/** What the owner alone writes. */
const READ = `_prisma_migrations applied_functions`;

/** What was said stays said (prisma/functions/refuse_change.sql), and what else nobody changes. */
const ADDED_TO = `history_events submissions record_links record_roots consolidation_snapshots snapshot_reports
  inspection_papers inspection_changes inspection_replies acknowledgement_requests answer_words extensions fill_sources
  form_versions moved_dates receipt_reminders`;

const NEVER_REMOVED = `accounts acknowledgements announcements comment_readings comments contact_confirmations date_changes
  documents document_settings handovers second_factor_rules inspections norm_groups periods public_results
  reminder_deliveries reminder_ladders reports returns section_drafts sendings units`;

const NEVER_CHANGED = `guidance_versions`;

/** The tables with which the portal does less than everything. */
const LESS: ReadonlyMap<string, readonly Right[]> = new Map([
  ...named(READ, ['SELECT']),
  ...named(ADDED_TO, ['SELECT', 'INSERT']),
  ...named(NEVER_REMOVED, ['SELECT', 'INSERT', 'UPDATE']),
  ...named(NEVER_CHANGED, ['SELECT', 'INSERT', 'DELETE']),
]);

function named(tables: string, rights: readonly Right[]) {
  return tables.split(/\s+/).map((table) => [table, rights] as const);
}

/** Of a table that nobody has listed: all four, and never TRUNCATE, REFERENCES or TRIGGER. */
export function rightsOn(table: string): readonly Right[] {
  return LESS.get(table) ?? ALL;
}

/**
 * Gives `role` its rights in the open transaction, and takes what it has beyond them: only what differs is written, so that
 * nothing is where nothing changed. For the owner of the tables.
 */
export async function grantRights(client: Pick<pg.Client, 'query'>, role: string): Promise<void> {
  const { rows: tables } = await client.query<Granted>(FIND_GRANTED, [role]);
  const to = pg.escapeIdentifier(role);
  for (const { name, kind, rights } of tables) {
    const wanted = kind === 'S' ? ['USAGE'] : rightsOn(name);
    if ([...wanted].sort().join() === rights.join()) continue;
    const target = `${kind === 'S' ? 'SEQUENCE' : 'TABLE'} ${pg.escapeIdentifier(name)}`;
    await client.query(`REVOKE ALL ON ${target} FROM ${to}; GRANT ${wanted.join()} ON ${target} TO ${to}`);
  }
  const { rows } = await client.query<{ sql: string }>(FIND_PLACES, [role]);
  for (const { sql } of rows) await client.query(sql);
}

interface Granted {
  readonly name: string;
  /** "S": a sequence */
  readonly kind: string;
  /** In the order of their names */
  readonly rights: string[];
}

const FIND_GRANTED = `SELECT relname AS name, relkind AS kind, ARRAY(
    SELECT privilege_type FROM aclexplode(relacl)
    WHERE grantee = (SELECT oid FROM pg_roles WHERE rolname = $1) ORDER BY privilege_type) AS rights
  FROM pg_class
  WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'S')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
  ORDER BY relname`;

/** Of the schema it may use what is there; neither there nor beside it does it make tables. */
const FIND_PLACES = `SELECT format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), $1::text) AS sql
    WHERE NOT has_schema_privilege($1::name, current_schema(), 'USAGE')
  UNION ALL SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), $1::text)
    WHERE NOT has_database_privilege($1::name, current_database(), 'CONNECT')
  UNION ALL SELECT format('REVOKE CREATE ON SCHEMA %1$I FROM PUBLIC, %2$I', current_schema(), $1::text)
    WHERE has_schema_privilege($1::name, current_schema(), 'CREATE')
  UNION ALL SELECT format('REVOKE TEMPORARY, CREATE ON DATABASE %1$I FROM PUBLIC, %2$I', current_database(), $1::text)
    WHERE has_database_privilege($1::name, current_database(), 'TEMPORARY')`;

/** Under which role a connection works, and what it may beyond what the portal needs, in the words of GRANT. */
export interface RoleRights {
  readonly role: string;
  readonly excess: readonly string[];
}

/** For the start, the health page and `doctor` alike. */
export async function rightsOfRole(query: (sql: string) => Promise<RoleRights[]>): Promise<RoleRights> {
  const tables = [...LESS].flatMap(([table, rights]) =>
    [...ALL, 'TRUNCATE']
      .filter((right) => !(rights as readonly string[]).includes(right))
      .map((right) => `('${table}', '${right}')`),
  );
  const [found] = await query(FIND_RIGHTS.replace('$tables', tables.join(', ')));
  const { role, excess } = found!;
  return { role, excess: withoutWhatFollows(excess).toSorted() };
}

/** A superuser may everything, and an owner everything with its tables. */
function withoutWhatFollows(excess: readonly string[]): readonly string[] {
  if (excess.includes('SUPERUSER')) return ['SUPERUSER'];
  if (!excess.includes('OWNER OF TABLES')) return excess;
  return excess.filter((words) => !/^(?:INSERT|UPDATE|DELETE|TRUNCATE)\b/.test(words));
}

const FIND_RIGHTS = `SELECT current_user::text AS role, ARRAY(
    SELECT flag FROM pg_roles, LATERAL (VALUES ('SUPERUSER', rolsuper), ('CREATEROLE', rolcreaterole),
      ('CREATEDB', rolcreatedb), ('REPLICATION', rolreplication), ('BYPASSRLS', rolbypassrls)) AS f (flag, has)
      WHERE rolname = current_user AND has
    UNION ALL SELECT rolname FROM pg_roles
      WHERE rolname IN ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files',
        'pg_write_all_data', 'pg_maintain', 'pg_database_owner') AND pg_has_role(current_user, oid, 'MEMBER')
    UNION ALL SELECT 'SET session_replication_role'
      WHERE has_parameter_privilege('session_replication_role', 'SET')
    UNION ALL SELECT 'CREATE ON SCHEMA ' || current_schema()
      WHERE has_schema_privilege(current_schema(), 'CREATE')
    UNION ALL SELECT 'OWNER OF TABLES' WHERE EXISTS (SELECT FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND pg_has_role(relowner, 'MEMBER'))
    UNION ALL SELECT string_agg("right", ', ' ORDER BY "right" DESC) || ' ON ' || relname
      FROM (VALUES $tables) AS less ("table", "right") JOIN pg_class ON relname = "table"
        AND relnamespace = current_schema()::regnamespace
      WHERE has_table_privilege(pg_class.oid, "right") GROUP BY relname
  ) AS excess`;
