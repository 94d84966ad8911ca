import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Of the machine's, as a base image would bring them. */
const BOUND = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib64',
  '/dev',
  dirname(dirname(process.execPath)),
];
const COPIED = ['hosts', 'resolv.conf', 'nsswitch.conf', 'ssl', 'ld.so.cache', 'alternatives'];
/** Where images of Node have a user of that name. */
const NODE = 1_000;

export type BareRoot = ReturnType<typeof bareRoot>;

/**
 * A bare folder that is the root of what runs in it, with the programs of this machine and the users of Node's image.
 * Mounts and processes are of namespaces of their own, gone with the process. Takes root, on Linux.
 */
export function bareRoot(place: string) {
  const root = mkdtempSync(join(place, 'root-'));
  chmodSync(root, 0o755);
  for (const path of ['etc', 'proc', 'tmp', 'home/node', 'root'])
    mkdirSync(join(root, path), { recursive: true });
  for (const name of COPIED)
    if (existsSync(`/etc/${name}`))
      cpSync(`/etc/${name}`, join(root, 'etc', name), { recursive: true });
  writeFileSync(
    join(root, 'etc/passwd'),
    `root:x:0:0::/root:/bin/sh\nnode:x:${NODE}:${NODE}::/home/node:/bin/sh\n`,
  );
  writeFileSync(join(root, 'etc/group'), `root:x:0:\nnode:x:${NODE}:\n`);
  const bound = BOUND.filter(
    (path, at) => existsSync(path) && BOUND.indexOf(path) === at && path !== '/',
  );

  /** `user`: by name; `isReadOnly`: but for /tmp and these. */
  function words(
    command: readonly string[],
    { user = 'root', cwd, writable }: { user?: string; cwd: string; writable?: readonly string[] },
  ): string[] {
    const inside = (path: string) => `'${join(root, relative('/', path))}'`;
    const mounts = bound.map(
      (path) => `mkdir -p ${inside(path)} && mount --rbind ${path} ${inside(path)}`,
    );
    const closed = writable && [
      ...writable.map((path) => `mount --bind ${inside(path)} ${inside(path)}`),
      `mount -t tmpfs tmpfs ${inside('/tmp')}`,
      `mount -o remount,bind,ro ${inside('/')}`,
    ];
    const script = [
      `mount --bind ${inside('/')} ${inside('/')}`,
      ...mounts,
      ...(closed ?? []),
      `mount -t proc proc ${inside('/proc')}`,
      `exec chroot --userspec=${user}:${user} ${inside('/')} /usr/bin/env -C ${cwd} "$@"`,
    ].join(' && ');
    return ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', script, 'sh', ...command];
  }
  type Options = Parameters<typeof words>[1] & { env: Record<string, string> };
  return {
    root,
    path: (inside: string) => join(root, relative('/', inside)),
    run: (command: readonly string[], { env, ...options }: Options) =>
      execFileSync('unshare', words(command, options), {
        env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    start: (command: readonly string[], { env, ...options }: Options): ChildProcess =>
      spawn('unshare', words(command, options), { env }),
  };
}
