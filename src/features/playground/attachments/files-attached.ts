import type { ClipboardEvent } from 'react';
import { showToast } from '@/ui/toast-store';
import type { Attachment } from './attachment';

/** A message that is being written, and can take files. */
export type Attaching = {
  /** Why it takes no files now. */
  problem: () => string | undefined;
  attachments: () => readonly unknown[];
  onAttach: (attachment: Attachment) => void;
  /** The words of a text file. */
  onText: (text: string) => void;
};

/** Takes in what can be taken, in the order in which it came, and says of the rest why not. */
export async function filesAttached(files: Iterable<File>, target: Attaching): Promise<void> {
  for (const file of files) {
    try {
      // With what tells one encoding from another: only for those who attach files.
      const [{ readAttachment }, { sizeProblem }] = await Promise.all([
        import('./read-attachment'),
        import(/* soon */ './attachment-facts'),
      ]);
      const read = await readAttachment(file);
      if ('text' in read) {
        target.onText(read.text);
        if (read.encoding !== undefined) sayEncoding(file.name, read.encoding);
        continue;
      }
      const all = [...target.attachments(), read.attachment];
      const problem = target.problem() ?? sizeProblem(all);
      if (problem) throw new Error(`${file.name}: ${problem}`);
      target.onAttach(read.attachment);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      showToast({ tone: 'danger', title: 'Not attached', detail });
    }
  }
}

function sayEncoding(name: string, encoding: string): void {
  const title = `${name} was read as ${encoding.toUpperCase()}`;
  showToast({ title, detail: 'It is not UTF-8. Where letters are wrong, save it as UTF-8.' });
}

/** Only of a clipboard that holds no words: office programs put a picture beside the words that are meant. */
export function takePasted(event: ClipboardEvent, target: Attaching) {
  const { files, types } = event.clipboardData;
  if (files.length === 0 || types.includes('text/plain')) return;
  event.preventDefault();
  void filesAttached(files, target);
}
