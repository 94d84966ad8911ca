import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const PROJECTS = ['server', 'web', 'logic'];

/**
 * Files of one project and environment come one after another: a worker goes on with the modules that it has loaded only
 * while the next file is of the same kind. The longest project is first, so that no worker is idle at the end.
 */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const kinds = new Map((await super.sort(files)).map((file) => [file, kindOf(file)]));
    return [...kinds.keys()].sort((one, other) => (kinds.get(one) ?? 0) - (kinds.get(other) ?? 0));
  }
}

function kindOf({ project, moduleId }: TestSpecification): number {
  const hasOwnDocument = readFileSync(moduleId, 'utf8').startsWith('// @vitest-environment jsdom');
  return PROJECTS.indexOf(project.name) + (hasOwnDocument ? 0.5 : 0);
}
