/** Put on what holds a conversation: its own width decides where the roles stand. */
export const TALK = '@container/talk';
