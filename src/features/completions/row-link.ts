/** The link of a row that is drawn, by the id of its completion. */
export function rowLink(within: Element | null, id: string | undefined): HTMLElement | undefined {
  return [...(within?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].find(
    (link) => link.dataset.row === id,
  );
}
