/** Where somebody is sent who has left one without a value. */
export function variableFocused(name: string) {
  document.querySelector<HTMLElement>(`[data-variable="${CSS.escape(name)}"]`)?.focus();
}
