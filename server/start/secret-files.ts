import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What containers and service managers hand over as a file: keys, and addresses that hold a password. */
const SECRET = /^(ACCESS_TOKEN|METRICS_TOKEN|DATABASE_URL|[A-Z0-9_]+_API_KEY)_FILE$/;

/**
 * Each `<NAME>_FILE` of a secret gives way to `<NAME>` with what the file holds, without the space around it. Fails with
 * a message for the terminal that names variable and file, never what is in it. Relative paths are meant from `base`.
 */
export function withSecretFiles(environment: NodeJS.ProcessEnv, base: string): NodeJS.ProcessEnv {
  const named = Object.entries(environment).filter(([name]) => SECRET.test(name));
  if (named.length === 0) return environment;
  const result = { ...environment };
  for (const [name, path = ''] of named) {
    const meant = name.slice(0, -'_FILE'.length);
    if (environment[meant] !== undefined)
      throw wrong(`${name}: ${meant} is set as well, and it cannot be told which is meant`);
    result[meant] = readSecret(name, resolve(base, path));
    delete result[name];
  }
  return result;
}

function readSecret(name: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw wrong(`${name}: ${path} cannot be read (${code})`);
  }
  if (text === '') throw wrong(`${name}: ${path} is empty`);
  return text;
}

function wrong(line: string): Error {
  return new Error(`The configuration is not valid:\n  ${line}`);
}
