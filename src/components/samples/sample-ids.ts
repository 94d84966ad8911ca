/** So many are made. */
export const SAMPLES = 200;

/** What the table says in place of a provider. No provider can be named so: names have no brackets. */
export const SAMPLE_PROVIDER = 'sample (made up)';

const PREFIX = 'chatcmpl-chatkeep-sample-';

export function sampleId(at: number): string {
  return PREFIX + String(at + 1).padStart(3, '0');
}

/** What is removed: these alone, whatever became of their metadata. */
export function sampleIds(): string[] {
  return Array.from({ length: SAMPLES }, (_, at) => sampleId(at));
}

export function isSample({ id }: { id: string }): boolean {
  return id.startsWith(PREFIX);
}
