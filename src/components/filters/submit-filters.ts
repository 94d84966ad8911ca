import type { FormEvent } from 'react';
import type { Filter } from '#contract/filter';

/** Adds the conditions of a form that is submitted. */
export type SubmitFilters = (event: FormEvent<HTMLFormElement>, ...added: Filter[]) => void;
