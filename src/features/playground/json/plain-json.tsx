import { TextArea } from '@/ui/text-area';
import type { JsonKind } from '../json-notes/note';

export type JsonFieldProps = {
  label: string;
  kind: JsonKind;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

type Props = JsonFieldProps & {
  /** Where the caret is, in UTF-16 code units. */
  onCaret?: (at: number) => void;
};

/** JSON in a plain text area. */
export function PlainJson({ label, value, error, onChange, onCaret }: Props) {
  return (
    <TextArea
      label={label}
      hideLabel
      mono
      spellCheck={false}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
      onSelect={({ currentTarget }) => onCaret?.(currentTarget.selectionEnd)}
    />
  );
}
