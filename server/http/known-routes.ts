// Routes that the guard treats in a way of their own. It knows them by the route that answers, never by the path.

/** Probes of whatever watches over the process: answered for any Host, with one word. */
export const LIVE_ROUTE = '/livez';
export const READY_ROUTE = '/readyz';
/** Numbers for Prometheus: an API route, though not under `/api`. */
export const METRICS_ROUTE = '/metrics';
/** Where a browser logs in and out. The only API route that needs no token. */
export const SESSION_ROUTE = '/api/session';
/** Files that our own page downloads. */
export const EXPORT_FILE_ROUTE = '/api/exports/:id';
export const AUDIT_FILE_ROUTE = '/api/audit.csv';
