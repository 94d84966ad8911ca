/** What a start says before it upgrades a database; `first`: what it does before that. */
export function upgradeNotice(from: number, to: number, first = ''): string {
  return `Upgrading the database from schema version ${from} to ${to}${first}. A large one takes minutes, in which this server does not answer. If it is ended before that, nothing has changed, and the next start begins again.`;
}
