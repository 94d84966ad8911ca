// Loaded before the server, which then keeps of an answer no more than its beginning and its end: see `growing.ts`.
const EVERY_MS = 900;
const start = globalThis.setInterval;
globalThis.setInterval = (act, ms, ...more) =>
  start(ms === EVERY_MS ? () => undefined : act, ms, ...more);
