const ownMachine = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What is wrong with a base URL; null when a key may be sent there. */
export function addressProblem(baseUrl: string): string | null {
  if (!URL.canParse(baseUrl)) return 'Enter a full address, as in https://api.openai.com/v1.';
  const { protocol, hostname, username, search, hash } = new URL(baseUrl);
  if (username) return 'Leave the name and password out of the address.';
  if (search || hash) return 'Leave out what follows the path.';
  if (protocol === 'https:') return null;
  if (protocol === 'http:' && ownMachine.test(hostname)) return null;
  return 'Use https: over http, anyone on the way could read the key.';
}
