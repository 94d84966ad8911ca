import { randomInt } from 'node:crypto';
import { openIndexedStore } from '../../store/sqlite/sqlite-store';
import { say } from '../say';
import { keep } from '../store-suite/samples';

// Run by search/kill.deep.test.ts in a process of its own: stores, tags, deletes and erases without pause while the search
// index follows, and says on stdout what was acknowledged, until it is killed.

const [, , url = '', name = ''] = process.argv;
const { store } = await openIndexedStore({ url, gatherMs: 2 });
const WORDS = ['wombat', 'okapi', 'tapir', 'ibex', '東京', '"quoted"', 'naïve'];
const some = () => Array.from({ length: 6 }, () => WORDS[randomInt(WORDS.length)]).join(' ');

async function storeForEver(writer: number): Promise<never> {
  const kept: { id: string; word: string }[] = [];
  for (let n = 0; ; n += 1) {
    const word = `canary-${name}-${writer}-${n}.`;
    // Every second one is long enough to be packed.
    const content = `${some()} ${word}${n % 2 === 0 ? '' : ` ${WORDS.join(' ').repeat(30)}`}`;
    const messages = JSON.stringify([{ role: 'user', content }]);
    const id = await keep(store, { draft: { messages, metadata: { word: some() } } });
    say(`kept ${id}`);
    kept.push({ id, word });
    const oldest = kept[0];
    if (n % 3 === 0) await store.updateMetadata(id, { word: some() }, 'any');
    if (!oldest || kept.length < 10) continue;
    await store.delete(oldest.id, 'any');
    if (n % 4 === 0) await store.restore(oldest.id);
    else if (await store.erase(oldest.id)) say(`erased ${oldest.word}`);
    kept.shift();
  }
}

await Promise.all(Array.from({ length: randomInt(1, 9) }, (_, writer) => storeForEver(writer)));
