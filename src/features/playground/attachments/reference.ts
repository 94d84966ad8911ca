import type { Attachment } from './attachment';

/** What can be attached by naming it: the provider has it or fetches it, and this page and its server never see it. */
export type ReferenceKind = 'picture' | 'file';

type Reference = {
  title: string;
  label: string;
  placeholder: string;
  hint: string;
  /** The part of the message, or what is wrong with the text. */
  read: (text: string) => Attachment | string;
};

export const references: Record<ReferenceKind, Reference> = {
  picture: {
    title: 'Picture by its URL',
    label: 'URL',
    placeholder: 'https://…',
    hint: 'The provider fetches it when the message is sent; this page does not.',
    read: (text) =>
      URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
        ? { type: 'image_url', image_url: { url: text } }
        : 'Enter a whole address, beginning with https://',
  },
  file: {
    title: 'File by its id',
    label: 'File id',
    placeholder: 'file-…',
    hint: 'The id that the provider gave the file when it was uploaded there. Other providers do not know it.',
    read: (text) =>
      /^[\x21-\x7e]{1,200}$/.test(text)
        ? { type: 'file', file: { file_id: text } }
        : 'Enter the id of one file, without spaces, such as file-abc123',
  },
};
