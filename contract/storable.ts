/** Neither database can hold or compare NUL and unpaired surrogates as text. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
