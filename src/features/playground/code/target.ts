/** A request, and where it goes. */
export type Target = {
  /** Absolute, without a slash at its end. */
  baseUrl: string;
  body: object;
};
