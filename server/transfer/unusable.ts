/** A line that cannot be brought in. The message is for whoever brought it. */
export class Unusable extends Error {
  override name = 'Unusable';
}
