import {
  type ChangeEvent,
  type ClipboardEvent,
  type ComponentProps,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { cx } from '@/ui/cx';
import { GrowingTextArea } from '@/ui/growing-text-area';

type Props = Omit<ComponentProps<'input'>, 'value'> & {
  value?: string | undefined;
  /** Whether pasted lines stay lines; otherwise the browser joins them, as in any field of one line. */
  keepsLines?: boolean;
  /** For the field while it is one line high. */
  lineClassName?: string;
  /** A text that is long from the start is shown on several lines. */
  wraps?: boolean;
};

/** In UTF-16 code units: what is longer does not fit beside its name. */
const LONG = 28;

/** A field of one line drops line breaks without a word, and shows no tabs or control characters. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const NEEDS_LINES = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/;

/** Whether a field of one line can hold and show a text as it is. */
export function isOneLine(text: string): boolean {
  return !NEEDS_LINES.test(text);
}

/**
 * A text on one line that never changes what it cannot hold: a text with line breaks gets as many lines as it needs, and
 * one with carriage returns, which no field keeps, is shown and can only be written anew.
 */
export function LineInput(props: Props) {
  const { onChange, onPaste, keepsLines = false, wraps = false, ...others } = props;
  const { lineClassName, className, ...rest } = others;
  const value = props.value ?? '';
  const [isTall, setTall] = useState(wraps && value.length > LONG);
  const box = useRef<HTMLTextAreaElement>(null);
  // It stays so once it is: another element would lose the focus while somebody types.
  if (!isTall && !isOneLine(value)) setTall(true);

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    onPaste?.(event);
    const text = event.clipboardData.getData('text').replace(/[\r\n]+$/, '');
    if (event.isDefaultPrevented() || !keepsLines || !/[\r\n]/.test(text)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    // The text goes where the caret was, once there is a field that can hold it.
    flushSync(() => setTall(true));
    write(text, selectionStart ?? value.length, selectionEnd ?? value.length);
  }

  function write(text: string, start: number, end: number) {
    const field = box.current;
    if (!field) return;
    field.focus();
    field.setRangeText(text.replaceAll(/\r\n?/g, '\n'), start, end, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  if (!isTall) {
    return (
      <input
        type="text"
        dir="auto"
        {...rest}
        onChange={onChange}
        onPaste={paste}
        className={cx(className, lineClassName)}
      />
    );
  }
  const isLocked = value.includes('\r');
  const { list: _list, type: _type, ref: _ref, ...shared } = rest;
  return (
    <>
      <GrowingTextArea
        rows={1}
        // What both elements have; handlers read no more than that.
        {...(shared as ComponentProps<'textarea'>)}
        ref={box}
        value={value}
        readOnly={isLocked || rest.readOnly}
        onChange={(event) => onChange?.(event as unknown as ChangeEvent<HTMLInputElement>)}
        className={cx(className, 'block max-h-40 min-h-7 resize-none py-1 whitespace-pre-wrap')}
      />
      {isLocked && (
        <span className="mt-1 block text-xs text-warning-ink">
          It holds carriage returns, which a field cannot keep: it cannot be edited.{' '}
          <button type="button" className="underline" onClick={() => write('', 0, value.length)}>
            Replace it
          </button>
        </span>
      )}
    </>
  );
}
