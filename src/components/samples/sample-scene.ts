/** What is filled into the texts: one order of a bike shop that does not exist. */
export type Order = { name: string; number: string; part: string; amount: string; day: string };

export type Scene = {
  feature: string;
  /** How often it comes, beside the others. */
  weight: number;
  system: string;
  /** Members of the request beside its messages. */
  request: object;
  /** Questions with their answers; a list holds several messages that came before the last question. */
  talks: readonly { lang?: string; before?: readonly object[]; ask: string; answer: string }[];
  /** The answer calls this function, with the talk's answer as its arguments. */
  calls?: string;
  thinks?: boolean;
  /** How its answers end, other than by themselves. */
  ends?: 'length' | 'content_filter';
  refuses?: boolean;
};
