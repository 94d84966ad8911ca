import type { CallHandling } from '../request/call-handling';
import { type Turn, promptTurn } from '../turns/conversation';
import type { Parameters } from '../parameters/parameters';

export type Example = {
  name: string;
  about: string;
  /** What it sets, as the wire calls it. */
  sets: readonly string[];
  /** The first lines of what it does. */
  glimpse: string;
  system: string;
  draft: string;
  parameters: Partial<Parameters>;
  calls?: Partial<CallHandling>;
  /** The system prompt of a second column: the example is a comparison. */
  beside?: string;
  /** It is shown along with the question. */
  picture?: 'wheel';
  /** The model of the demo that shows it best. */
  demo: string;
};

const set = <Value>(value: Value) => ({ isSet: true, value });

const orderSchema = {
  name: 'order_mail',
  strict: true,
  schema: {
    type: 'object',
    properties: {
      order: { type: 'string', description: 'The number of the order, as in KB-20418' },
      wants: { type: 'string', enum: ['refund', 'exchange', 'repair', 'information'] },
      amount: { type: ['number', 'null'], description: 'In euros, where the mail names one' },
    },
    required: ['order', 'wants', 'amount'],
    additionalProperties: false,
  },
};

const tool = (name: string, description: string, properties: Record<string, object>) => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: {
      type: 'object',
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
    },
  },
});

const refundTools = [
  tool('get_order', 'Looks up an order by its number.', { order: { type: 'string' } }),
  tool('create_refund', 'Pays an amount back for an order.', {
    order: { type: 'string' },
    amount: { type: 'number' },
  }),
];

const refundFunctions = {
  get_order: `async ({ order }) => {
  return { order, item: 'rear wheel', paid: 119.9, delivered: '2 days ago', returned: true };
}`,
  create_refund: `async ({ order, amount }) => {
  return { refund: 'RF-' + order.slice(-5), amount, arrives: 'in 3 working days' };
}`,
};

/** Each sets what it shows; the model stays the reader's, and changes among those of the demo alone. */
export const EXAMPLES: readonly Example[] = [
  {
    name: 'Pull an order out of an email',
    demo: 'demo-json',
    about: 'Fills a JSON schema and checks every answer against it.',
    sets: ['response_format', 'temperature'],
    glimpse: '{ "order": "KB-20418",\n  "wants": "refund",\n  "amount": 249 }',
    system:
      'You read mails to a bike shop and fill the schema. Take nothing that the mail does not say.',
    draft:
      'Hello, my order KB-20418 came with a bent fork. I sent it back on Monday and would like my 249.00 € back. Regards, Jonas',
    parameters: {
      response_format: set('json_schema'),
      schema: JSON.stringify(orderSchema, null, 2),
      temperature: set(0),
    },
  },
  {
    name: 'Look up, then refund',
    demo: 'demo-tools',
    about: 'Two functions that run here; you watch every call.',
    sets: ['tools', 'tool_choice'],
    glimpse: '↳ get_order\n↳ create_refund',
    system:
      'You answer customers of a bike shop. Look an order up before you promise anything. Refund only what was returned.',
    draft: 'I sent the rear wheel of order KB-20391 back. Where is my money?',
    parameters: {
      tools: set(JSON.stringify(refundTools, null, 2)),
      tool_choice: set('auto'),
    },
    calls: { functions: refundFunctions, isTrusted: true, goesOn: true, rounds: 4 },
  },
  {
    name: 'One prompt, many customers',
    demo: 'demo-echo',
    about: 'Variables in the prompt; each answer keeps the values that made it.',
    sets: ['variables', 'max_completion_tokens'],
    glimpse: 'Answer {{name}} in {{language}}.\nOrder {{order}} is late.',
    system:
      'You answer {{name}} in {{language}}. Be warm and short. Sign as the team of Kestrel Bikes.',
    draft: 'Tell {{name}} that order {{order}} is late, and arrives on {{day}}.',
    parameters: {
      variables: { name: 'Camille', language: 'French', order: 'KB-19877', day: 'Tuesday' },
      max_completion_tokens: set('400'),
    },
  },
  {
    name: 'Polite, or warm and short?',
    demo: 'demo-echo',
    about: 'Two prompts side by side on one sheet, with what differs marked.',
    sets: ['compare', 'temperature'],
    glimpse: 'A  polite and complete\nB  warm and short',
    system:
      'You answer customers of Kestrel Bikes in their language, polite and complete. Returns are free for 30 days.',
    beside:
      'You answer customers of Kestrel Bikes in their language, warm and short: at most 60 words. Returns are free for 30 days. End with one question.',
    draft:
      'My parcel should have come on Friday, and I have heard nothing. This is really annoying.',
    parameters: { temperature: set(0.2) },
  },
  {
    name: 'What is broken here?',
    demo: 'demo-echo',
    about: 'A picture goes along with the question, for models that can see.',
    sets: ['image_url', 'detail'],
    glimpse: 'wheel.png\n4 spokes, at the rim',
    system: 'You look at pictures for a bike workshop. Name the part, the fault and how many.',
    draft: 'What is broken on this wheel, and can it be repaired?',
    picture: 'wheel',
    parameters: {},
  },
  {
    name: 'Is this claim covered?',
    demo: 'demo-markdown',
    about: 'Shows the reasoning apart from the answer, and what it took.',
    sets: ['reasoning_effort', 'high'],
    glimpse: '612 reasoning tokens,\n198 of the answer',
    system:
      'The warranty covers frames for 5 years and wheels for 2, from the day of delivery, if the bike was serviced once a year.',
    draft:
      'A frame was delivered on 12 March 2021 and serviced in 2022, 2023 and 2025. It cracked on 3 March 2026. Is it covered? Say why in two sentences.',
    parameters: { reasoning_effort: set('high') },
  },
];

/** Its system prompt, as the head of a conversation of its own. */
export function turnsOf({ system }: Example): Turn[] {
  return [promptTurn({ role: 'system', content: system })];
}
