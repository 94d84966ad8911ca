import type { CompletionFilter } from './table/query';

/** Lets everything through. */
export const noFilter: CompletionFilter = {
  models: [],
  providers: [],
  states: [],
  finishReasons: [],
  reasons: [],
  metadata: [],
  metadataAny: [],
  metadataNot: [],
  metadataExists: [],
  metadataMissing: [],
  metadataMissingAny: [],
  search: '',
  created: {},
  tokens: {},
  latency: {},
  cost: {},
};
