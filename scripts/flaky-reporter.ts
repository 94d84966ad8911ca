import type { Reporter, TestModule } from 'vitest/node';

/** Names the tests that passed only when they were tried again, as Playwright’s report does: each is a fault to be found. */
export default class FlakyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const flaky = modules
      .flatMap((module) => [...module.children.allTests()])
      .filter((test) => test.diagnostic()?.flaky)
      .map((test) => `  ${test.module.relativeModuleId} > ${test.fullName}\n`);
    if (flaky.length) process.stdout.write(`\n${flaky.length} flaky\n${flaky.join('')}`);
  }
}
