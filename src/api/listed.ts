/** A page of a list of this server. */
export type Listed<Item> = {
  rows: Item[];
  /** What `after` has to be for the next page; null at the end. */
  next: string | null;
};

export function listed<Item>({ data, next }: { data: Item[]; next: string | null }): Listed<Item> {
  return { rows: data, next };
}

export function listedQuery(limit: number, after: string | undefined): URLSearchParams {
  return new URLSearchParams({ limit: `${limit}`, ...(after !== undefined && { after }) });
}
