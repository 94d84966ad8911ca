import { openLastConversation } from './keep-conversation';
import { faultsKnown } from '../parameters/json-faults';

/** Once, when the code arrives: afterwards the store holds the conversation, also while other pages are shown. */
export const lastOpened = Promise.all([openLastConversation(), faultsKnown]);
