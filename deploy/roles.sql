-- The role under which the portal serves, on a PostgreSQL of your own: psql -f deploy/roles.sql, as a superuser, once.
-- It owns nothing; the portal gives it its rights when it starts. \getenv needs psql 14 or later.
\getenv serving SERVING_PASSWORD
CREATE ROLE portal_serving LOGIN PASSWORD :'serving';
-- Names who holds up others, and what is slow.
GRANT pg_read_all_stats TO portal_serving;
