import * as z from 'zod';
import { isLoopback } from '../http/loopback';
import { fileUrlFault } from './paths';
import { isPlaceholder, PLACEHOLDER } from './placeholder';
import { postgresFault } from './postgres-address';
import { projectFolder } from './project-folder';
import { withSecretFiles } from './secret-files';
import {
  basePath,
  faulted,
  hosts,
  listened,
  oneOf,
  origins,
  pathTo,
  proxies,
  wholeNumber,
} from './settings';

const headerText = z.string().regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

/** In minutes: no longer than a timer can run. */
const LONGEST = 30_000;

const schema = z
  .object({
    HOST: listened.default('127.0.0.1'),
    PORT: wholeNumber(0, 65_535).default(4242),
    DATABASE_URL: z
      .string()
      .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'must start with file: or postgres://')
      .regex(
        /^(?!file:(\/\/)?:memory:)/,
        'must name a file: what is kept in :memory: would be gone with the process',
      )
      .regex(
        /^(?!file:.*[?#])/,
        'names a file, so it cannot have a query: leave out the ? or # and what follows',
      )
      .superRefine(faulted((url) => (url.startsWith('file:') ? fileUrlFault(url) : null)))
      .superRefine(faulted((url) => (url.startsWith('postgres') ? postgresFault(url) : null)))
      .optional(),
    DATABASE_CONNECTIONS: wholeNumber(2, 200).default(10),
    DATA_DIR: pathTo('folder').default('data'),
    OPENAI_API_KEY: headerText.optional(),
    OPENAI_BASE_URL: z
      .url({ protocol: /^https?$/, error: 'must be an address such as https://api.openai.com/v1' })
      .optional(),
    PROVIDERS_FILE: pathTo('file').optional(),
    PROVIDERS_EDITABLE: oneOf(['1', '0']).optional(),
    DEFAULT_PROVIDER: z.string().min(1).optional(),
    PRICES_FILE: pathTo('file').optional(),
    ACCESS_TOKEN: headerText.min(16, 'must have at least 16 characters').optional(),
    BASE_PATH: basePath,
    METRICS_TOKEN: headerText.min(16, 'must have at least 16 characters').optional(),
    ALLOWED_HOSTS: hosts,
    ALLOWED_ORIGINS: origins,
    TRUSTED_PROXIES: proxies,
    STORE: oneOf(['asked', 'always']).default('asked'),
    TRASH_DAYS: wholeNumber(0, 3_650).default(7),
    STREAM_START_MINUTES: wholeNumber(1, LONGEST).default(10),
    PLAIN_ANSWER_MINUTES: wholeNumber(1, LONGEST).default(60),
    UNWATCHED_MINUTES: wholeNumber(0, LONGEST).default(60),
    LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  })
  .superRefine((env, context) => {
    if (isLoopback(env.HOST)) return;
    const missing = (['ACCESS_TOKEN', 'ALLOWED_HOSTS'] as const).filter(
      (name) => !env[name]?.length,
    );
    for (const name of missing) {
      const message = `is needed when HOST is not a loopback address (${env.HOST})`;
      context.addIssue({ code: 'custom', path: [name], message });
    }
  });

/**
 * The variables as they are meant: without the space around a value, without the quotes that Docker's env files keep,
 * and an empty one, as compose files and shells leave them, is an unset one; secrets as files come as what is in them.
 */
export function readEnvironment(
  environment: NodeJS.ProcessEnv,
  base = projectFolder,
): NodeJS.ProcessEnv {
  const meant = Object.entries(environment).map(([name, value = '']) => {
    const [, quoted] =
      /^(?:"(.*)"|'(.*)')$/s.exec(value.trim())?.filter((part) => part !== undefined) ?? [];
    return [name, (quoted ?? value).trim()] as const;
  });
  const set = Object.fromEntries(meant.filter(([, value]) => value !== ''));
  return withSecretFiles(set, base);
}

/** The variables of ours whose values came in quotes, for a note to whoever wrote them. */
export function quotedVariables(environment: NodeJS.ProcessEnv): string[] {
  return Object.keys(environment).filter(
    (name) => isOurs(name) && /^(".*"|'.*')$/s.test(environment[name]?.trim() ?? ''),
  );
}

function isOurs(name: string): boolean {
  return name in schema.shape || name.endsWith('_API_KEY');
}

/** The variables, checked. Fails with a message for the terminal that names every wrong one, never a value: it may be a key. */
export function checkedEnvironment(environment: NodeJS.ProcessEnv, base: string) {
  const meant = readEnvironment(environment, base);
  const unfilled = Object.keys(meant).filter(
    (name) => isOurs(name) && isPlaceholder(meant[name] ?? ''),
  );
  const parsed = schema.safeParse(meant);
  if (!parsed.success || unfilled.length > 0) {
    const issues = parsed.error?.issues ?? [];
    const lines = [
      ...unfilled.map((name) => `  ${name}: ${PLACEHOLDER}`),
      ...issues
        .filter(({ path }) => !unfilled.includes(path.join('.')))
        .map(({ path, message }) => `  ${path.join('.')}: ${message}`),
    ];
    throw new Error(`The configuration is not valid:\n${lines.join('\n')}`);
  }
  return parsed.data;
}
