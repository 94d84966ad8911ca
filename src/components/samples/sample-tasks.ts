import type { Scene } from './sample-scene';

/** What a program asks, and nobody writes to. */
export const TASKS: readonly Scene[] = [
  {
    feature: 'router',
    weight: 16,
    system: 'Name the queue of a mail in one word: late, broken, refund, size, praise or other.',
    request: { temperature: 0, max_completion_tokens: 5 },
    talks: [
      { ask: 'Still nothing! {number} was due on {day}.', answer: 'late' },
      { ask: 'The {part} snapped on the first ride.', answer: 'broken' },
      { ask: 'Please send my {amount} € back.', answer: 'refund' },
      { ask: 'The {part} is too short for me.', answer: 'size' },
      { ask: 'Best service I have had in years, thank you {name}!', answer: 'praise' },
    ],
  },
  {
    feature: 'summary',
    weight: 9,
    system: 'Summarise a customer for the refund team: what was bought, what came back, the mood.',
    request: { temperature: 0.3, max_completion_tokens: 300 },
    talks: [
      {
        ask: '{name}, since 2021. Bought: frame, {part}, lights. Sent back: {part} ({number}, {amount} €). Three mails, the last one on {day}: “I have waited long enough.”',
        answer:
          '- **Bought:** a frame, a {part} and lights\n- **Came back:** the {part}, {amount} €, order {number}\n- **Mood:** losing patience; wrote three times\n- **Next:** refund before {day}',
      },
    ],
  },
  {
    feature: 'warranty',
    weight: 6,
    thinks: true,
    system:
      'The warranty covers frames for 5 years and wheels for 2, if the bike was serviced once a year. Answer in two sentences.',
    request: { reasoning_effort: 'high' },
    talks: [
      {
        ask: 'A {part} of order {number} was delivered in March 2021 and serviced in 2022, 2023 and 2025. It cracked in March 2026. Is it covered?',
        answer:
          'No: the service of 2024 is missing, and the warranty asks for one every year. The repair costs about {amount} €.',
      },
    ],
  },
  {
    feature: 'analytics',
    weight: 5,
    system: 'You write SQL for PostgreSQL. Explain it in one line.',
    request: { temperature: 0 },
    talks: [
      {
        ask: 'Refunds per week for “{part}”, this year',
        answer:
          "```sql\nSELECT date_trunc('week', refunded_at) AS week, count(*), sum(amount)\nFROM refunds\nWHERE item = '{part}' AND refunded_at >= date_trunc('year', now())\nGROUP BY week\nORDER BY week;\n```\n\nOne row a week, with how many and how much.",
      },
    ],
  },
  {
    feature: 'newsletter',
    weight: 5,
    ends: 'length',
    system: 'You write the newsletter of a bike shop. Be concrete, and use no superlatives.',
    request: { temperature: 0.9, max_completion_tokens: 120 },
    talks: [
      {
        ask: 'Three paragraphs on how to care for a {part} in winter',
        answer:
          '## Through the winter with your {part}\n\nSalt is what wears a {part} out, not the cold. Rinse it with lukewarm water after each ride on salted roads, let it dry, and put on one drop of oil.\n\nOnce a month it needs more: take it off, look for rust along the edges, and',
      },
    ],
  },
];
