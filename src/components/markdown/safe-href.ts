/** The address when a link may lead there, else null: no scripts, no data, no files, nothing relative. */
export function safeHref(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  if (isWeb || url.protocol === 'mailto:') return url.href;
  return null;
}
