import { objectOr } from '#contract/json';
import type { StoredDocument } from '../documents';
import type { Queries } from './database';

type Body = Record<string, unknown>;

/** Changes the bodies of retention rules. As jsonb they could not be read where they hold half a surrogate. */
async function changeRules(queries: Queries, change: (body: Body) => Body): Promise<void> {
  const rules = await queries.rows<StoredDocument>(
    "SELECT id, version, body FROM chatkeep.documents WHERE kind = 'retention'",
  );
  for (const { id, body } of rules) {
    const next = JSON.stringify(change(objectOr(JSON.parse(body))));
    if (next !== body)
      await queries.run(
        "UPDATE chatkeep.documents SET body = $1 WHERE kind = 'retention' AND id = $2",
        [next, id],
      );
  }
}

export const forgetDryRuns = (queries: Queries): Promise<void> =>
  changeRules(queries, (body) => ({ ...body, dryRun: null }));

/** What a dry run looked at is kept without a name that may be erased. */
export const forgetModels = (queries: Queries): Promise<void> =>
  changeRules(queries, (body) => {
    const { sample, ...seen } = objectOr(body['dryRun']);
    if (!Array.isArray(sample)) return body;
    const nameless = sample.map((each) => {
      const { model: _, ...others } = objectOr(each);
      return others;
    });
    return { ...body, dryRun: { ...seen, sample: nameless } };
  });
