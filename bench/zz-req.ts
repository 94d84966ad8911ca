import { gzipSync } from 'node:zlib';
import { startDashboard } from './support/dashboard';
const d = await startDashboard(200);
try {
  const r = await fetch(`${d.url}/v1/chat/completions?limit=1`);
  const id = ((await r.json()) as any).data[0].id;
  for (const [name, path, shown] of [['playground','/','textarea'],['completions','/completions','[data-row]'],['a completion',`/completions/${id}`,'article'],['review','/review','article'],['data','/data','main h2, main li'],['settings','/settings','main h2'],['compare','/compare','main h1']] as const) {
    if (process.argv[2] && !process.argv[2].split(',').includes(name)) continue;
    const page = await d.openPage();
    await page.addInitScript((sel: string) => {
      const look = () => { if (!(globalThis as any).shownAt && document.querySelector(sel)) (globalThis as any).shownAt = performance.now(); };
      new MutationObserver(look).observe(document, { childList: true, subtree: true });
    }, shown);
    await page.goto(d.url + path);
    await page.locator(shown).first().waitFor().catch(() => {});
    await page.waitForLoadState('networkidle');
    const out = await page.evaluate(() => {
      const s = (globalThis as any).shownAt;
      return { s, list: performance.getEntriesByType('resource').map((e: any) => [Math.round(e.startTime), e.startTime < s ? 'B' : ' ', e.initiatorType, e.encodedBodySize, e.name.replace(location.origin, '')]) };
    });
    console.log(`\n## ${name} shown ${Math.round(out.s)} before=${out.list.filter((x: any) => x[1] === 'B').length + 1} all=${out.list.length + 1} js=${out.list.filter((x:any)=>x[4].endsWith('.js')).length} jsbytes=${out.list.filter((x:any)=>x[4].endsWith('.js')).reduce((a:any,x:any)=>a+x[3],0)}`);
    if (!process.argv[3]) for (const l of out.list) console.log(l.join('\t'));
    await page.context().close();
  }
} finally { await d.stop(); }
