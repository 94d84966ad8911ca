import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const PROJECTS = ['deep', 'server', 'web', 'logic'];

/**
 * Files of one project come one after another: a worker goes on with the modules that it has loaded only while the next
 * file is of the same project. The longest project is first, so that no worker is idle at the end.
 */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = new Map(
      (await super.sort(files)).map((file) => [file, PROJECTS.indexOf(file.project.name)]),
    );
    return [...projects.keys()].sort(
      (one, other) => (projects.get(one) ?? 0) - (projects.get(other) ?? 0),
    );
  }
}

/** The tests of logic in `folder` that ask for a document at their top; none where only what was built is. */
export function testsWithDocument(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .filter((path) => readFileSync(path, 'utf8').startsWith('// @vitest-environment jsdom'));
}
