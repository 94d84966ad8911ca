/** One thing that was looked at. `todo`: what to do about it, where it is not good. */
export type Finding = {
  topic: string;
  state: 'good' | 'careful' | 'bad';
  says: string;
  todo?: string;
};

/** A look that fails is a finding too: what it was about, and why. */
export async function looked(
  topic: string,
  look: () => Promise<Finding[]>,
  reason: (error: unknown) => string,
): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [{ topic, state: 'bad', says: reason(error) }];
  }
}
