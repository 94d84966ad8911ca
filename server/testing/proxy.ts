import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import { CERTIFICATE, KEY } from './certificates';

type Listening = { port: number; close(): void };

async function listening(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/**
 * A proxy that opens its ways to one port of this machine, whatever it was asked for, and only to those who know the
 * password. What it is asked for without a way, it answers itself. `asked` are the requests' first lines.
 */
export async function startProxy(
  target: number,
  password: string | null = null,
): Promise<Listening & { asked: string[] }> {
  const asked: string[] = [];
  const server = http.createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers.host}`);
    response.end('from the proxy');
  });
  server.on('connect', ({ method, url, headers }: http.IncomingMessage, socket: Socket) => {
    asked.push(`${method} ${url}`);
    socket.on('error', () => undefined);
    const needed = password && `Basic ${Buffer.from(password).toString('base64')}`;
    if (needed && headers['proxy-authorization'] !== needed) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const way = net.connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      way.pipe(socket).pipe(way);
    });
    way.on('error', () => socket.destroy());
  });
  return { asked, ...(await listening(server)) };
}

/** A provider whose certificate only those trust who know its authority. */
export function startSecure(listener: http.RequestListener): Promise<Listening> {
  return listening(https.createServer({ cert: CERTIFICATE, key: KEY }, listener));
}
