import type { MetadataChange } from '../metadata-change';
import type { Scope } from '../scopes';
import type { JobTarget } from './target';

/**
 * Jobs of one lane run one at a time on a database, so that no two act on one completion: `change` for what changes
 * what is stored, `bring` for what adds to it. `follow` is the record of a transfer that its own request runs.
 */
export type Lane = 'change' | 'bring' | 'follow';

/** The job that takes another one back. */
export type Undo = {
  kind: 'tag' | 'restore' | 'reprice';
  target: JobTarget;
  spec: Record<string, unknown>;
  /** As long as what was deleted stays in the trash; else for good. */
  isOfTrash: boolean;
};

/** A kind of job: all that is said of it outside the step that it takes, which is in `server/jobs`. */
export type JobKindRow = {
  lane: Lane;
  /** What a token needs to ask for it, start, stop or discard it. */
  scope: Scope;
  /** Where the completions lie that it acts on. */
  shelf: 'completions' | 'trash';
  /** Anybody can ask for it (`POST /api/jobs`); others come about in ways of their own. */
  isAsked?: boolean;
  /** What it acts on is gone afterwards, or its texts are. */
  removes?: boolean;
  words: {
    /** In a list of jobs. */
    name: string;
    /** Within a sentence. */
    noun: string;
    /** Before "completions". */
    doing: string;
    /** After "completions". */
    done: string;
    /** What is said of those that it had nothing to do at. */
    left: string | { one: string; more: string };
    /** What is said of those that it could not do. */
    failed?: string;
  };
  /** Tells the reasons of what it could not do, each with its count. */
  tellsReasons?: boolean;
  /** What follows its name, in a list: of the object that its spec is, and of its target. */
  about?: (spec: Record<string, unknown>, target: JobTarget) => string | null;
  /** Other words, where they depend on its spec. */
  wordsFor?: (spec: Record<string, unknown>) => { doing?: string; done?: string } | null;
  /** How it changes metadata, so that this can be counted beforehand; null: not in a way that can be. */
  changes?: (spec: Record<string, unknown>) => MetadataChange | null;
  /** What takes back the job `id` that has ended; null: nothing does. */
  undo?: (id: string, spec: Record<string, unknown>) => Undo | null;
};
