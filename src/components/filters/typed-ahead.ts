import { createContext } from 'react';

/** What was typed before the editor was there. */
export const TypedAhead = createContext('');
