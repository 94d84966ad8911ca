/** Whether a value still is the name of another one, which a shell, a compose file or a template should have filled in. */
export function isPlaceholder(value: string): boolean {
  return /\$\{[^}]*\}|\{\{.*\}\}|^\$[A-Za-z_]\w*$|^%\w+%$/s.test(value);
}

/** What a message says of such a value, behind the name of what has it. */
export const PLACEHOLDER =
  'holds a placeholder such as ${NAME} that nothing has filled in: write the value itself';
