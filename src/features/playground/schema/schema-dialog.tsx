import { useState } from 'react';
import { textOf } from '#contract/message/read-message';
import { asRecord } from '@/lib/as-record';
import { aboutTokens } from '@/lib/about-tokens';
import { cx } from '@/ui/cx';
import { Switch } from '@/ui/switch';
import { TextField } from '@/ui/text-field';
import { messageOf } from '../turns/conversation';
import { nameNotes } from '../json-notes/note';
import { useTalk } from '../turns/talk';
import { shownTurns } from '../turns/turn-tree';
import { LaidOver, misfits } from './laid-over';
import { LargeEditor } from './large-editor';
import { SchemaPane } from './schema-pane';
import { emptyObject, type Schema } from './schema-rows';

type Props = {
  /** The JSON text of `json_schema`. */
  value: string;
  onChange: (value: string) => void;
  onClose: () => void;
};

/** What answers are held to, beside answers that were given. */
export function SchemaDialog({ value, onChange, onClose }: Props) {
  const [format, setFormat] = useState(() => readFormat(value));
  const schema: Schema = asRecord(format.schema) ?? emptyObject;
  const name = typeof format.name === 'string' ? format.name : '';
  const isStrict = format.strict === true;
  const problem = nameNotes(name, [], 'schema')[0]?.message ?? null;

  return (
    <LargeEditor
      title="Schema of the answer"
      {...{ problem, onClose }}
      onSave={() => onChange(JSON.stringify(format, null, 2))}
    >
      <>
        <div className="space-y-3 px-5 pb-4">
          <TextField
            label="Name"
            mono
            value={name}
            maxLength={64}
            error={problem}
            hint={`${aboutTokens(JSON.stringify(format))} on every request`}
            onChange={({ target }) => setFormat({ ...format, name: target.value })}
          />
          <Switch
            label="Strict"
            hint="Answers always fit the schema; every property is then required."
            checked={isStrict}
            onChange={(strict) => setFormat({ ...format, strict })}
          />
        </div>
        <SchemaPane
          title="Properties"
          noun="Property"
          onChange={(next) => setFormat({ ...format, schema: next })}
          {...{ schema, isStrict }}
        />
      </>
      <AgainstAnswers schema={schema} />
    </LargeEditor>
  );
}

function readFormat(value: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(value)) ?? {};
  } catch {
    // Its own editor says what is wrong; here it begins anew.
    return {};
  }
}

const MOST_ANSWERS = 5;

/** The last answers of the conversation, each laid over the schema as it is now. */
function AgainstAnswers({ schema }: { schema: Schema }) {
  const talk = useTalk();
  const texts = shownTurns(talk.getState())
    .filter(({ kind }) => kind === 'answer')
    .flatMap((turn) => textOf(messageOf(turn) ?? { role: '' }) || [])
    .slice(-MOST_ANSWERS)
    .toReversed();
  const [at, setAt] = useState(0);
  const text = texts[at];
  return (
    <section aria-label="Answers against it" className="min-w-0">
      <div className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line px-5 py-2">
        <h3 className="text-sm font-semibold">Answer against it</h3>
        {texts.map((each, n) => {
          const count = misfits(each, schema);
          return (
            <button
              // oxlint-disable-next-line react/no-array-index-key -- known by how long ago it was
              key={n}
              type="button"
              aria-pressed={n === at}
              onClick={() => setAt(n)}
              className={cx(
                'h-6 rounded-sm px-1.5 text-xs font-medium aria-pressed:ring-1 aria-pressed:ring-current',
                count === 0 ? 'bg-success-soft text-success-ink' : 'bg-danger-soft text-danger-ink',
              )}
            >
              {count === 0 ? 'fits' : count === null ? 'no JSON' : `${count} do not fit`}
            </button>
          );
        })}
      </div>
      {text === undefined ? (
        <p className="px-5 py-3 text-sm text-ink-3">
          Once this conversation has an answer, it is laid over the schema here.
        </p>
      ) : (
        <LaidOver text={text} schema={schema} />
      )}
    </section>
  );
}
