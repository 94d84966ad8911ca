import { Transform } from 'node:stream';
import { goOnAfterWork } from '../threads/turns';
import { ErrorParts, type Part } from './error-parts';
import { createHiding, type Endings, type Hiding } from './quoted-keys';

/** For a refusal: none of its bytes is an answer. Keys are ASCII: bytes are enough. */
export function hidingAll(ends: Endings): Transform {
  const hiding = createHiding(ends);
  return ofText(
    (text) => hiding.next(text),
    () => hiding.rest(),
  );
}

/**
 * For an answer, which may tell of a failure all the same: within JSON, also line by line, and within events only what
 * tells is changed. Anything else passes as it is.
 */
export function hidingInErrors(ends: Endings): Transform {
  let begun = '';
  let read: Hiding | null = null;
  return ofText(
    (text) => {
      if (read) return read.next(text);
      begun += text;
      read = readerFor(begun, ends);
      if (!read) return '';
      // A reader of text does not count a byte order mark.
      const mark = begun.startsWith(MARK) ? MARK : '';
      return mark + read.next(begun.slice(mark.length));
    },
    () => (read ?? PASSING).next(read ? '' : begun) + (read?.rest() ?? ''),
  );
}

const PASSING: Hiding = { next: (text) => text, rest: () => '' };
const MARK = Buffer.from('\uFEFF').toString('latin1');
/** Characters by which every kind is known. */
const ENOUGH = 'event:'.length;

/** Text in UTF-16 or UTF-32, by its mark or its first two bytes. */
const WIDE = /^(\xff\xfe|\xfe\xff|[[{]\0|\0{1,3}[[{])/;

/** By what it begins with; null as long as that says nothing. */
function readerFor(begun: string, ends: Endings): Hiding | null {
  const text = begun.startsWith(MARK) ? begun.slice(MARK.length) : begun;
  if (text.length < 2) return null;
  // No answer has wide characters that anybody reads: all of it is looked through.
  if (WIDE.test(begun)) return createHiding(ends);
  if (/^\s*[[{]/.test(text)) return jsonHiding(ends);
  if (/^\s*(data|event|id|retry)?:/.test(text)) return eventHiding(ends);
  return text.trimStart().length >= ENOUGH ? PASSING : null;
}

/** No error is longer; a document or an event that is goes on while it comes. Bytes. */
const LONGEST_HELD = 65_536;

/** Collects a document until it is known whether all of it is an error. */
class Held {
  isError = false;
  readonly #hiding: Hiding;
  #parts: Part[] | null = [];
  #size = 0;

  constructor(ends: Endings) {
    this.#hiding = createHiding(ends);
  }

  add(part: Part): string {
    this.#size += part.text.length;
    if (!this.#parts) return this.#shown(part);
    this.#parts.push(part);
    return this.#size > LONGEST_HELD ? this.open() : '';
  }

  /** `after`: what to do each time that the reader stops, at the end of a value. */
  read(parts: ErrorParts, text: string, after = () => ''): string {
    let shown = '';
    for (let left = text; left !== '';) {
      const read = parts.read(left);
      left = read.rest;
      this.isError ||= parts.isError;
      for (const part of read.parts) shown += this.add(part);
      shown += after();
    }
    return shown;
  }

  /** Gives out what there is; the rest of the document follows as it comes. */
  open(): string {
    const parts = this.#parts ?? [];
    this.#parts = null;
    return parts.map((part) => this.#shown(part)).join('');
  }

  /** The document ends. */
  end(): string {
    const text = this.open() + this.#hiding.rest();
    this.#parts = [];
    this.#size = 0;
    this.isError = false;
    return text;
  }

  #shown({ text, isTold }: Part): string {
    return isTold || this.isError ? this.#hiding.next(text) : this.#hiding.rest() + text;
  }
}

function jsonHiding(ends: Endings): Hiding {
  const parts = new ErrorParts();
  const held = new Held(ends);
  return {
    next: (text) =>
      held.read(parts, text, () => {
        if (parts.isBetween) return held.end();
        // A list may grow slowly, item by item.
        return parts.isList ? held.open() : '';
      }),
    rest: () => held.end(),
  };
}

function eventHiding(ends: Endings): Hiding {
  const held = new Held(ends);
  let parts = new ErrorParts();
  /** The line so far, as much as tells what it is. */
  let line = '';
  let isData: boolean | null = null;
  let hasFields = false;
  let wasReturn = false;

  function within(text: string): string {
    if (isData) return held.read(parts, text);
    if (isData === false) {
      line += text.slice(0, LONGEST_FIELD - line.length);
      return held.add({ text, isTold: true });
    }
    line += text;
    if (line.length < DATA.length && DATA.startsWith(line)) return '';
    isData = line.startsWith(DATA);
    if (!isData) return held.add({ text: line, isTold: true });
    return held.add({ text: DATA, isTold: false }) + held.read(parts, line.slice(DATA.length));
  }

  function lineEnd(text: string): string {
    const shown = openLine() + held.add({ text, isTold: false });
    const isBlank = line === '';
    if (!isData && ERROR_EVENT.test(line)) held.isError = true;
    // A comment belongs to no event, and may be all that comes for a while.
    if (!isBlank && !line.startsWith(':')) hasFields = true;
    line = '';
    isData = null;
    if (!isBlank && hasFields) return shown;
    hasFields = false;
    parts = new ErrorParts();
    return shown + held.end();
  }

  /** What could have been the beginning of data until the line ended. */
  function openLine(): string {
    return isData === null && line !== '' ? held.add({ text: line, isTold: true }) : '';
  }

  function next(text: string): string {
    // The second half of a line's end is no blank line.
    if (wasReturn && text.startsWith('\n')) {
      wasReturn = false;
      return (hasFields ? held.add({ text: '\n', isTold: false }) : '\n') + next(text.slice(1));
    }
    if (text !== '') wasReturn = text.endsWith('\r');
    const pieces = text.split(/(\r\n|\r|\n)/);
    return pieces
      .map((piece, at) => (at % 2 === 1 ? lineEnd(piece) : piece && within(piece)))
      .join('');
  }

  return { next, rest: () => openLine() + held.end() };
}

const DATA = 'data:';
const LONGEST_FIELD = 200;
const ERROR_EVENT = /^event:.*\berrors?\s*$/i;

function ofText(next: (text: string) => string, rest: () => string): Transform {
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      const shown = Buffer.from(next(piece.toString('latin1')), 'latin1');
      // Of a body that comes faster than it is looked through, others would wait for megabytes.
      goOnAfterWork(() => done(null, shown));
    },
    flush(done) {
      done(null, Buffer.from(rest(), 'latin1'));
    },
  });
}
