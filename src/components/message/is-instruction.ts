/** Whether a message of this role tells the model how to answer, and not what. */
export function isInstruction(role: string): boolean {
  return role === 'system' || role === 'developer';
}
