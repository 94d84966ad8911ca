import https from 'node:https';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUTHORITY } from '../testing/certificates';
import { freePort } from '../testing/free-port';
import {
  documented,
  type Front,
  type FrontProgram,
  hasProgram,
  startFront,
} from '../testing/front';
import {
  chunk,
  completion,
  scriptedProvider,
  sendEvents,
  sendJson,
} from '../testing/scripted-upstream';
import { startApp, type TestApp } from '../testing/start-app';
import { type ScriptedUpstream, startScriptedUpstream } from '../testing/scripted-upstream';

// The configurations of docs/team.md, as they are written there, in the programs that they are for.

const TOKEN = 'a-long-access-token';
const MB = 1024 * 1024;

type Asked = { path: string; method?: string; headers?: Record<string, string>; body?: object };

class Behind {
  upstream!: ScriptedUpstream;
  server!: TestApp;
  front!: Front;

  async start(program: FrontProgram, configuration: string, more: Record<string, string> = {}) {
    const port = await freePort();
    this.upstream = await startScriptedUpstream();
    this.server = await startApp({
      providers: [scriptedProvider(this.upstream)],
      env: {
        ACCESS_TOKEN: TOKEN,
        ALLOWED_HOSTS: `localhost:${port}`,
        TRUSTED_PROXIES: '127.0.0.1',
        ...more,
      },
      listen: true,
    });
    this.front = await startFront(program, configuration, { port, target: this.server.url });
  }

  async stop(): Promise<void> {
    await this.front.stop();
    await this.server.close();
    await this.upstream.close();
  }

  get origin(): string {
    return `https://localhost:${this.front.port}`;
  }

  ask({ path, method = 'GET', headers = {}, body }: Asked): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const json = body && { 'content-type': 'application/json' };
      const request = https.request(
        this.origin + path,
        { method, ca: AUTHORITY, agent: false, headers: { ...json, ...headers } },
        resolve,
      );
      request.on('error', reject);
      request.end(body && JSON.stringify(body));
    });
  }

  complete(content: string, more: object = {}): Promise<IncomingMessage> {
    return this.ask({
      path: '/v1/chat/completions',
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: { model: 'scripted:m', messages: [{ role: 'user', content }], ...more },
    });
  }

  logIn(): Promise<IncomingMessage> {
    return this.ask({
      path: '/api/session',
      method: 'POST',
      headers: { origin: this.origin, 'x-chatkeep': '1' },
      body: { token: TOKEN },
    });
  }
}

const FRONTS: [FrontProgram, string][] = [
  ['nginx', 'nginx'],
  ['caddy', 'Caddy'],
];

for (const [program, heading] of FRONTS) {
  describe.skipIf(!hasProgram(program))(`behind ${program}, as documented`, () => {
    const at = new Behind();
    beforeAll(() => at.start(program, documented(heading)));
    afterAll(() => at.stop());

    it('a browser logs in over TLS, and stays logged in', async () => {
      const answer = await at.logIn();
      expect(answer.statusCode, await text(answer)).toBe(204);
      const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      expect(cookie).toMatch(/^chatkeep-/);
      const asked = await at.ask({ path: '/api/audit', headers: { cookie } });
      expect(JSON.parse(await text(asked))).toMatchObject({
        data: [{ action: 'session.login', origin: '127.0.0.1' }],
      });
    });

    it('a body of 31 MB arrives', async () => {
      at.upstream.script((response) => sendJson(response, completion('all of it')));
      const answer = await at.complete('x'.repeat(31 * MB));
      expect(answer.statusCode).toBe(200);
      expect(await text(answer)).toContain('all of it');
      expect(at.upstream.received.at(-1)?.body.length).toBeGreaterThan(31 * MB);
    });

    it('each word of a stream arrives as it is said', async () => {
      const said = ['one', 'two', 'three'];
      const goOn: (() => void)[] = [];
      at.upstream.script(async (response) => {
        for (const word of said) {
          sendEvents(response, [chunk({ content: word })]);
          // Nothing more comes before the client has seen it.
          await new Promise<void>((resolve) => goOn.push(resolve));
        }
        response.end('data: [DONE]\n\n');
      });
      const answer = await at.complete('speak', { stream: true });
      let seen = '';
      for await (const part of answer) {
        seen += String(part);
        const next = said[goOn.length - 1];
        if (next !== undefined && seen.includes(`"${next}"`)) goOn.at(-1)?.();
      }
      for (const word of said) expect(seen).toContain(word);
    });
  });
}

describe.skipIf(!hasProgram('nginx'))('behind nginx with its defaults', () => {
  const at = new Behind();
  const bare = documented('nginx')
    .replace(/^ *client_max_body_size.*\n/m, '')
    .replace(/(?<=proxy_pass .*;\n)[^}]*/, '');
  beforeAll(() => at.start('nginx', bare));
  afterAll(() => at.stop());

  it('the log in is refused for its host, and 3 MB are too large, as the page says', async () => {
    expect(bare).toContain('proxy_pass');
    expect(bare).not.toContain('Host');
    const answer = await at.logIn();
    expect(answer.statusCode).toBe(403);
    expect(await text(answer)).toContain('host_not_allowed');
    const large = await at.complete('x'.repeat(3 * MB));
    expect(large.statusCode).toBe(413);
  });
});

describe.skipIf(!hasProgram('nginx'))('behind nginx with a short patience', () => {
  const at = new Behind();
  const impatient = documented('nginx').replace('proxy_read_timeout 11m', 'proxy_read_timeout 1s');
  beforeAll(() => at.start('nginx', impatient));
  afterAll(() => at.stop());

  it('an answer that takes longer is a 504', async () => {
    expect(impatient).toContain('proxy_read_timeout 1s');
    at.upstream.script(() => undefined);
    expect((await at.complete('wait')).statusCode).toBe(504);
  });
});

describe.skipIf(!hasProgram('nginx'))('behind nginx, below a path', () => {
  const at = new Behind();
  const inner = documented('nginx').replace(
    /^ *location[^]*?^ {2}}\n/m,
    documented('Below a path'),
  );
  const lines = /proxy_pass .*;\n([^}]*)/.exec(documented('nginx'))?.[1] ?? '';
  beforeAll(() => at.start('nginx', inner.replace('# and the lines above', lines)));
  afterAll(() => at.stop());

  it('the API answers below it, and the path alone leads to the page', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const answer = await at.ask({ path: '/chatkeep/api/server', headers });
    expect(answer.statusCode, await text(answer)).toBe(200);
    const bare = await at.ask({ path: '/chatkeep' });
    expect(bare.statusCode).toBe(301);
    expect(bare.headers.location).toMatch(/\/chatkeep\/$/);
  });
});

describe.skipIf(!hasProgram('caddy'))('behind caddy, below a path', () => {
  const at = new Behind();
  beforeAll(() => at.start('caddy', documented('Caddy', 1), { BASE_PATH: '/chatkeep' }));
  afterAll(() => at.stop());

  it('the API answers below it', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const answer = await at.ask({ path: '/chatkeep/api/server', headers });
    expect(answer.statusCode, await text(answer)).toBe(200);
  });
});
