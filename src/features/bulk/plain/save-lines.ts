import { saveFile } from '@/lib/save-file';
/** A file that is written as it comes in, or, in browsers that cannot, kept until its end. */
export type Sink = {
  write(text: string): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
};

type Picker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

/** Asks where to write; null when the reader thinks better of it. Has to be called by a click. */
export async function openSink(name: string): Promise<Sink | null> {
  // Not in every browser, so the types do not know it.
  const picker = (window as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  if (!picker) return memorySink(name);
  try {
    const writable = await (await picker({ suggestedName: name })).createWritable();
    return {
      write: (text) => writable.write(text),
      close: () => writable.close(),
      abort: () => writable.abort(),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    return memorySink(name);
  }
}

function memorySink(name: string): Sink {
  const parts: string[] = [];
  return {
    write: async (text) => void parts.push(text),
    close: async () => {
      saveFile(new Blob(parts), name);
    },
    abort: async () => void parts.splice(0),
  };
}
