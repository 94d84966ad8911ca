/** A model as a server lists it: a name to ask for it by, and whatever else it says. */
export type ListedModel = { id: string } & Record<string, unknown>;

/**
 * The models in the answer of a `/models` route; null when it is no list at all. Besides OpenAI's `{data: […]}` come
 * bare arrays and `{models: […]}`, and, where no item at all has an id, Ollama's own names `model` and `name` for it and
 * LM Studio's `key`.
 * Items without one are skipped: nothing could be asked of them, and they are no reason to lose the others. In a list
 * of ids a bare `name` is a title.
 */
export function readModels(answer: unknown): ListedModel[] | null {
  const lists = listsIn(answer);
  if (lists.length === 0) return null;
  // Some send two, for two kinds of clients.
  return lists.map(modelsIn).find((models) => models.length > 0) ?? [];
}

function listsIn(answer: unknown): unknown[][] {
  if (Array.isArray(answer)) return [answer];
  if (!isRecord(answer)) return [];
  const { data, models } = answer;
  // Servers written in Go send null for a list of nothing.
  return [data, models].flatMap((list) =>
    Array.isArray(list) ? [list] : list === null ? [[]] : [],
  );
}

function modelsIn(list: unknown[]): ListedModel[] {
  const items = list.filter(isRecord);
  const names = items.some(({ id }) => isName(id)) ? ['id'] : ['model', 'name', 'key'];
  return items.flatMap((item) => {
    const id = names.map((name) => item[name]).find(isName);
    return id === undefined ? [] : [{ ...item, id }];
  });
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
