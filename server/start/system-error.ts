/** Node adds these members to errors of the system. */
export type SystemError = Error & {
  code?: string;
  syscall?: string;
  path?: string;
  address?: string;
  port?: number;
  hostname?: string;
};

/** What an error of the system means to whoever typed the command; null for what its own words say best. */
export function systemReason(error: SystemError): string | null {
  return ofNetwork(error) ?? ofFiles(error);
}

function ofNetwork({ code, syscall, address, port, hostname }: SystemError): string | null {
  const place = port === undefined ? (address ?? '') : `${address ?? 'localhost'}:${port}`;
  switch (code) {
    case 'ECONNREFUSED':
      return `connection refused (${place}): is it running, and is the address right?`;
    case 'ECONNRESET':
      return 'the connection was closed before the answer was complete';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host ${hostname ?? ''} is not known`;
    case 'EPROTO':
      return 'what answers there speaks no TLS: is its address http:// instead of https://?';
    case 'EADDRINUSE':
      return `another program listens on ${place}. Stop it, or set PORT to another one.`;
    case 'EADDRNOTAVAIL':
      return `this machine has no address ${address ?? ''}. Check HOST.`;
    case 'EACCES':
      return syscall === 'listen'
        ? `this user may not listen on ${place}. Set PORT to 1024 or more, with a proxy in front if need be.`
        : null;
    default:
      return null;
  }
}

function ofFiles({ code, syscall, path }: SystemError): string | null {
  const name = path ?? 'the file';
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `this user may not use ${name}. Give it the rights (chown, chmod), or choose another place.`;
    case 'EROFS':
      return `${name} is on a disk that cannot be written to. Choose another place.`;
    case 'ENOENT':
      return `there is no ${name}`;
    case 'ENOTDIR':
    case 'EEXIST':
      // A file that is there already is told of by whoever would write over it.
      return code === 'ENOTDIR' || syscall === 'mkdir'
        ? `there is a file where ${name} needs a folder. Choose another place.`
        : null;
    case 'EISDIR':
      return `${path ?? 'what was named'} is a folder, not a file`;
    case 'ENAMETOOLONG':
      return `the name is too long: ${name}`;
    default:
      return null;
  }
}
