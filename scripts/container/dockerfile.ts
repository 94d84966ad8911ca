type Step = { name: string; rest: string };
export type Stage = { image: string; as: string | null; steps: Step[] };

/** The stages of a Dockerfile. Throws for an instruction that nothing here carries out. */
export function readDockerfile(text: string): Stage[] {
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, name, rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name === undefined) {
      if (line.trim() !== '') throw new Error(`Cannot be read: ${line}`);
      continue;
    }
    if (!KNOWN.has(name)) throw new Error(`Nothing here carries out ${name}.`);
    if (name === 'FROM') {
      const [image = '', , as = null] = rest.split(/\s+/);
      stages.push({ image, as, steps: [] });
    } else stages.at(-1)?.steps.push({ name, rest });
  }
  return stages;
}

const KNOWN = new Set(
  'FROM WORKDIR COPY RUN ENV VOLUME USER EXPOSE STOPSIGNAL HEALTHCHECK CMD'.split(' '),
);

export function envOf(rest: string): Record<string, string> {
  return Object.fromEntries(
    rest
      .split(/\s+/)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

/** Of `CMD ["…"]` alone, behind whatever options: with a shell in between, Node would not be process 1. */
export function execForm(rest: string): string[] {
  const list: unknown = JSON.parse(/\[.*\]$/s.exec(rest)?.[0] ?? 'null');
  if (!Array.isArray(list) || !list.every((word) => typeof word === 'string'))
    throw new Error(`Not a list of words: ${rest}`);
  return list;
}
