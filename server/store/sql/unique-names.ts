import type { StoredDocument } from '../documents';

type Named = StoredDocument & { name: string };

/**
 * Names for the views of former releases, which let two requests at once make two of one name: the later one gets a
 * number.
 */
export function uniqueNames(views: readonly StoredDocument[]): Named[] {
  const taken = new Set<string>();
  return views.map((view) => {
    // Written by this server alone.
    const fields = JSON.parse(view.body) as { name: string };
    let name = fields.name;
    for (let number = 2; taken.has(name); number += 1) name = `${fields.name} ${number}`;
    taken.add(name);
    return { ...view, name, body: JSON.stringify({ ...fields, name }) };
  });
}
