/** `dataFolder`: the one that is used when nothing else is said. */
export function helpText(dataFolder: string): string {
  return `Chatkeep: a playground and review desk for chat completions.

  chatkeep                     start the server and the dashboard
  chatkeep backup FILE         copy the SQLite database, also while the server runs
  chatkeep restore FILE        put a backup in the place of the database; stop the server first
  chatkeep export [FILE]       write completions to a file, or to standard output
  chatkeep import FILE         bring such a file in
  chatkeep move --to URL       copy everything from SQLite to an empty PostgreSQL database, and compare both
  chatkeep token add NAME      make an access token, which is shown once
  chatkeep token list          who has one, what it may do, who made it, until when, and when it was used last
  chatkeep token revoke NAME   end it, and what has logged in with it, at once
  chatkeep doctor              look at everything it needs, and say what is wrong and what to do

Start
  --port N                     where to listen, 4242 by default; 0 takes any free one (PORT)
  --host ADDRESS               127.0.0.1 by default; others need ACCESS_TOKEN and ALLOWED_HOSTS (HOST)
  --open                       open the dashboard in the browser
  --data FOLDER                where everything is kept (DATA_DIR), for each command; by default
                               ${dataFolder}

Export and import
  --format jsonl|csv|chat      jsonl by default; chat is for fine-tuning
  --filter 'QUERY'             the table's filter, as in its address: 'metadata[env]=prod&model=gpt-5'
  --duplicates skip|replace    what to do with completions that are there already; skip by default
  --server URL                 through the server that runs there; ACCESS_TOKEN is its token; for tokens, too

Tokens
  --scopes read,write,delete   what it may do; admin may do all of it
  --expires 90d                after how many days it opens nothing any more; never by default

  -h, --help                   this text
  -v, --version                the version

Environment variables set everything else: OPENAI_API_KEY, DATABASE_URL, PROVIDERS_FILE, STORE, TRASH_DAYS and more.
An option wins over its variable.
`;
}
