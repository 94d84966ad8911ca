import { spawnSync } from 'node:child_process';

/** An engine beside Chromium: its program, or what gives one. */
export type Engine = { name: string; program: string; packages: string[] };

const ENGINES = [
  // Chromium is found by find-browser.ts, as for all other tests.
  { name: 'chromium', programs: [process.execPath], needs: [], packages: [] },
  { name: 'firefox', programs: ['firefox-esr', 'firefox'], needs: [], packages: ['firefox-esr'] },
  {
    name: 'webkit',
    programs: ['WebKitWebDriver'],
    // WebKitGTK has no headless mode: it draws on a display in memory.
    needs: ['Xvfb'],
    packages: ['webkit2gtk-driver', 'xvfb'],
  },
];

/** Those that are installed. */
export function findEngines(): Engine[] {
  return ENGINES.flatMap(({ name, programs, needs, packages }) => {
    const program = programs.map(pathOf).find((path) => path !== '');
    const isWhole = needs.every((need) => pathOf(need) !== '');
    return program !== undefined && isWhole ? [{ name, program, packages }] : [];
  });
}

/** Those that are not, with the packages of Debian and Ubuntu that bring them. */
export function missingEngines(): Pick<Engine, 'name' | 'packages'>[] {
  const found = new Set(findEngines().map(({ name }) => name));
  return ENGINES.filter(({ name }) => !found.has(name));
}

function pathOf(program: string): string {
  return spawnSync('which', [program], { encoding: 'utf8' }).stdout?.trim() ?? '';
}
