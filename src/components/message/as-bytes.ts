/** For saving only: as plain bytes, whatever type the sender named, so that a browser never opens it. */
export function asBytes(data: string): string {
  const base64 = data.startsWith('data:') ? data.slice(data.indexOf(',') + 1) : data;
  return `data:application/octet-stream;base64,${base64}`;
}
