/** Where a proxy shows this app, as `/chatkeep`, as the server says it in the page; empty at the root of a host. */
export const basePath =
  (typeof document === 'object' &&
    document.querySelector<HTMLMetaElement>('meta[name=base-path]')?.content) ||
  '';

/** For what is not a link of the router: the same place, as the browser has to ask for it. */
export function ownPath(path: string): string {
  return path.startsWith('/') ? basePath + path : path;
}

/** The same for other programs, with the host. */
export function ownUrl(path: string): string {
  return new URL(ownPath(path), location.origin).href;
}
