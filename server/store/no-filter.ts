import type { CompletionFilter } from './table-query';

/** Lets everything through. */
export const noFilter: CompletionFilter = {
  models: [],
  providers: [],
  states: [],
  finishReasons: [],
  metadata: [],
  metadataNot: [],
  metadataExists: [],
  metadataMissing: [],
  search: '',
  created: {},
  tokens: {},
  latency: {},
  cost: {},
};
