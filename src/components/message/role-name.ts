const names: Record<string, string> = {
  system: 'System',
  developer: 'Developer',
  user: 'User',
  assistant: 'Assistant',
  tool: 'Tool result',
  function: 'Function result',
};

/** Who speaks, in words; a role that nobody knows stays as it is. */
export function roleName(role: string): string {
  return (Object.hasOwn(names, role) && names[role]) || role;
}
