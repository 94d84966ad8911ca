import { firstCodePoints } from '#contract/code-points';
import { answerLine, messageLine } from '#contract/message/answer-line';
import { SAMPLE_PROVIDER, sampleId, SAMPLES } from './sample-ids';
import type { Order, Scene } from './sample-scene';
import { DAYS, NAMES, PARTS, SCENES } from './sample-scenes';

const DAY = 86_400;
const PREVIEW = 200;

/** In dollars for a million tokens, as made up as the models; milliseconds to the first token, tokens a second. */
const MODELS = {
  'sample-large': { input: 2, output: 8, first: 700, speed: 60 },
  'sample-mini': { input: 0.2, output: 0.8, first: 280, speed: 140 },
  'sample-mini-2': { input: 0.25, output: 1, first: 240, speed: 190 },
  'sample-thinker': { input: 1.5, output: 6, first: 4_200, speed: 90 },
};
type Model = keyof typeof MODELS;

/** Two weeks ago the small model was replaced. */
const REPLACED = 14 * DAY;
/** One afternoon its provider was down. */
const OUTAGE = { at: 6 * DAY, rows: [60, 70] } as const;

/** A line for each sample, from five weeks ago until `now` (Unix seconds): the same ones for the same time. */
export function sampleRecords(now: number): string {
  return Array.from({ length: SAMPLES }, (_, at) => JSON.stringify(record(at, now))).join('\n');
}

function record(at: number, now: number) {
  const dice = diceOf(at);
  const isDown = at >= OUTAGE.rows[0] && at < OUTAGE.rows[1];
  const age = isDown ? OUTAGE.at - (at - OUTAGE.rows[0]) * 40 : ageOf(at, now);
  const created = Math.floor(now - age);
  const scene = sceneOf(dice);
  const talk = dice.one(scene.talks);
  const model = modelOf(scene, age, dice);
  const { first, speed, input, output } = MODELS[model];
  const fill = filler(orderOf(dice));
  const messages: { role?: string; content?: string }[] = [
    { role: 'system', content: scene.system },
    ...(fill(talk.before ?? []) as { role?: string; content?: string }[]),
    ...(talk.ask === '' ? [] : [{ role: 'user', content: fill(talk.ask) as string }]),
  ];
  const isStopped = !isDown && at % 37 === 5;
  const isFailed = isDown || isStopped;
  const text = fill(talk.answer) as string;
  const said = isDown ? '' : isStopped ? text.slice(0, text.length / 2) : text;
  const prompt = tokensOf(JSON.stringify(messages)) + (scene.calls ? 60 : 0);
  const reasoning = scene.thinks ? dice.between(300, 1_400) : 0;
  const answered = tokensOf(said) + reasoning;
  const cached = prompt > 90 && dice.chance(0.5) ? 64 : 0;
  const firstMs = Math.round(first * (0.7 + dice.roll()));
  const finish = isFailed ? null : (scene.ends ?? (scene.calls ? 'tool_calls' : 'stop'));
  const usage = {
    prompt_tokens: prompt,
    completion_tokens: answered,
    total_tokens: prompt + answered,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
  const id = sampleId(at);
  const completion = {
    id,
    object: 'chat.completion',
    created,
    model,
    choices: isDown
      ? []
      : [{ index: 0, message: messageOf(scene, said), logprobs: null, finish_reason: finish }],
    ...(!isFailed && { usage }),
    ...scene.request,
  };
  return {
    object: 'chatkeep.record',
    v: 1,
    id,
    created,
    state: isFailed ? 'incomplete' : 'complete',
    reason: isDown ? 'upstream_error' : isStopped ? 'user_stop' : null,
    version: 1,
    provider: SAMPLE_PROVIDER,
    requested_model: model,
    model,
    finish_reason: finish,
    ...(!isFailed && {
      prompt_tokens: prompt,
      completion_tokens: answered,
      cached_tokens: cached,
      reasoning_tokens: reasoning,
      cost: (prompt * input + answered * output) / 1e6,
    }),
    first_token_ms: isDown ? null : firstMs,
    total_ms: isDown ? dice.between(200, 900) : firstMs + Math.round((answered / speed) * 1_000),
    input_preview: line(messageLine(messages.findLast(({ role }) => role === 'user'))),
    output_preview: line(answerLine(completion)),
    metadata: metadataOf(scene, talk.lang, { age, isFailed, dice }),
    request: scene.request,
    messages,
    completion,
  };
}

function messageOf({ calls, refuses }: Scene, said: string): object {
  if (refuses) return { role: 'assistant', content: null, refusal: said };
  if (calls === undefined) return { role: 'assistant', content: said, refusal: null };
  const call = { id: 'call_1', type: 'function', function: { name: calls, arguments: said } };
  return { role: 'assistant', content: null, refusal: null, tool_calls: [call] };
}

type Known = { age: number; isFailed: boolean; dice: Dice };

function metadataOf(scene: Scene, lang: string | undefined, { age, isFailed, dice }: Known) {
  const isJudged = age > DAY && !isFailed && dice.chance(0.4);
  return {
    sample: 'true',
    env: dice.chance(0.8) ? 'prod' : 'staging',
    feature: scene.feature,
    prompt: `${scene.feature}@${age > REPLACED ? 3 : 4}`,
    ...(lang !== undefined && { lang }),
    ...(dice.chance(0.25) && { ticket: String(dice.between(48_000, 48_999)) }),
    ...(isJudged && {
      review: scene.ends ? 'bad' : dice.chance(0.75) ? 'good' : dice.chance(0.5) ? 'mixed' : 'bad',
    }),
  };
}

/** Denser towards now, and on weekdays by day. */
function ageOf(at: number, now: number): number {
  const dice = diceOf(at + SAMPLES);
  const age = 600 + (at / SAMPLES) ** 1.6 * 35 * DAY + dice.between(0, 5_000);
  const date = new Date((now - age) * 1_000);
  const isNight = date.getUTCHours() < 6;
  const isWeekend = date.getUTCDay() % 6 === 0 && dice.chance(0.7);
  return age + (isNight ? 8 * 3_600 : 0) + (isWeekend ? 2 * DAY : 0);
}

function sceneOf(dice: Dice): Scene {
  const all = SCENES.reduce((sum, { weight }) => sum + weight, 0);
  let left = dice.roll() * all;
  return SCENES.find(({ weight }) => (left -= weight) < 0) ?? dice.one(SCENES);
}

function modelOf({ thinks, feature }: Scene, age: number, dice: Dice): Model {
  if (thinks) return 'sample-thinker';
  const isSmall = feature === 'router' || feature === 'order-mail' || dice.chance(0.5);
  if (!isSmall) return 'sample-large';
  return age > REPLACED ? 'sample-mini' : 'sample-mini-2';
}

function orderOf(dice: Dice): Order {
  return {
    name: dice.one(NAMES),
    number: `KB-${dice.between(19_000, 20_999)}`,
    part: dice.one(PARTS),
    amount: `${dice.between(9, 320)}.${dice.chance(0.5) ? '90' : '50'}`,
    day: dice.one(DAYS),
  };
}

/** Puts the order into every text of a value. */
function filler(order: Order) {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replaceAll(
        /\{(name|number|part|amount|day)\}/g,
        (_, key: keyof Order) => order[key],
      );
    if (Array.isArray(value)) return value.map(fill);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each)]));
  };
  return fill;
}

/** About four characters a token. */
function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

function line(text: string): string {
  return firstCodePoints(text.replaceAll(/\s+/g, ' ').trim(), PREVIEW);
}

type Dice = ReturnType<typeof diceOf>;

/** Chance that is the same every time, for each sample by itself (mulberry32). */
function diceOf(seed: number) {
  let state = (seed + 1) * 0x9e3779b1;
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number) => from + Math.floor(roll() * (to - from + 1));
  return {
    roll,
    between,
    chance: (of: number) => roll() < of,
    one: <T>(list: readonly T[]): T => list[between(0, list.length - 1)] as T,
  };
}
