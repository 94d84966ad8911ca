import { openLastConversation } from '../history/keep-conversation';

/** Once, when the code arrives: afterwards the store holds the conversation, also while other pages are shown. */
export const lastOpened = openLastConversation();
