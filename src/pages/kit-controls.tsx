import { useState } from 'react';
import { ProviderMark } from '@/components/provider-mark';
import { StatusGlyph } from '@/components/status-glyph';
import { Badge } from '@/ui/badge';
import { Checkbox } from '@/ui/checkbox';
import { Chip } from '@/ui/chip';
import { Counter } from '@/ui/counter';
import { Facts } from '@/ui/facts';
import { Kbd } from '@/ui/kbd';
import { QuietSelect } from '@/ui/quiet-select';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { Slider } from '@/ui/slider';
import { Switch } from '@/ui/switch';
import { Tabs } from '@/ui/tabs';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { Buttons, Menus } from './kit-buttons';
import { Part, State } from './kit-part';

const nothing = () => undefined;
const ended = { state: 'complete', reason: null, finish_reason: 'stop', tool_calls: 0 } as const;

export function KitControls() {
  return (
    <>
      <Buttons />
      <Fields />
      <Choices />
      <Part name="Chip and mark">
        <State name="Metadata">
          <Chip name="env" value="prod" onClick={nothing} />
        </State>
        <State name="Removable">
          <Chip name="env" value="prod" onRemove={nothing} />
        </State>
        <State name="Not used">
          <Chip tone="warning" name="modle" value="x" onRemove={nothing} />
        </State>
        {(['neutral', 'accent', 'success', 'warning', 'danger'] as const).map((tone) => (
          <State key={tone} name={tone}>
            <Badge tone={tone}>{tone}</Badge>
          </State>
        ))}
        <State name="Key">
          <Kbd>Mod+k</Kbd>
        </State>
        <State name="Two keys">
          <span className="inline-flex gap-1">
            <Kbd>g c</Kbd>
          </span>
        </State>
        <State name="Provider">
          <ProviderMark name="openai" />
        </State>
        <State name="Facts">
          <Facts>
            <span>1,204 tokens</span>
            <span>2.1 s</span>
            <span>$0.0031</span>
          </Facts>
        </State>
      </Part>
      <Part name="Status" about="Shape first, colour second; a complete answer is nearly silent">
        <State name="Complete">
          <StatusGlyph row={ended} />
        </State>
        <State name="Tool calls">
          <StatusGlyph row={{ ...ended, tool_calls: 1 }} />
        </State>
        <State name="Cut off">
          <StatusGlyph row={{ ...ended, finish_reason: 'length' }} />
        </State>
        <State name="Filtered">
          <StatusGlyph row={{ ...ended, finish_reason: 'content_filter' }} />
        </State>
        <State name="Incomplete">
          <StatusGlyph row={{ ...ended, state: 'incomplete', finish_reason: null }} />
        </State>
      </Part>
      <Menus />
    </>
  );
}

function Fields() {
  return (
    <Part name="Field">
      <TextField className="w-36" label="Rest" placeholder="Value" />
      <TextField className="w-40" label="Hint" value="refund" readOnly hint="words of a text" />
      <TextField className="w-40" label="Wrong" value="env" readOnly error="env is there twice" />
      <TextField className="w-40" label="Off" value="env" disabled />
      <Select className="w-40" label="Select" defaultValue="gpt-5.2">
        <option>gpt-5.2</option>
        <option>claude-haiku-4.5</option>
        <option disabled>mistral-large-3</option>
      </Select>
      <State name="Quiet select">
        <QuietSelect aria-label="By" defaultValue="by model">
          <option>by model</option>
          <option>by provider</option>
        </QuietSelect>
      </State>
      <State name="Counter">
        <span className="flex gap-3">
          <Counter label="Pairs" value={3} max={16} />
          <Counter label="Pairs" value={15} max={16} />
          <Counter label="Pairs" value={17} max={16} />
        </span>
      </State>
      <TextArea className="w-full" label="Area" rows={2} placeholder="Note" />
    </Part>
  );
}

type View = 'rendered' | 'text' | 'json';

function Choices() {
  const [isOn, setOn] = useState(true);
  const [view, setView] = useState<View>('rendered');
  const [share, setShare] = useState(0.7);
  return (
    <Part name="Choice">
      <State name="Switch">
        <span className="flex gap-2">
          <Switch label="Off" hideLabel checked={false} onChange={nothing} />
          <Switch label="On" hideLabel checked={isOn} onChange={setOn} />
        </span>
      </State>
      <State name="Check">
        <span className="flex">
          <Checkbox label="Off" hideLabel />
          <Checkbox label="On" hideLabel defaultChecked />
          <Checkbox label="Some" hideLabel indeterminate />
        </span>
      </State>
      <State name="Segments">
        <Segmented<View>
          label="View"
          value={view}
          onChange={setView}
          options={[
            { value: 'rendered', label: 'Rendered' },
            { value: 'text', label: 'Text' },
            { value: 'json', label: 'JSON' },
          ]}
        />
      </State>
      <State name="Slider" isWide>
        <Slider label="Temperature" value={share} min={0} max={2} step={0.1} onChange={setShare} />
      </State>
      <State name="Tabs" isWide>
        <Tabs<View>
          label="Sections"
          className="w-full"
          selected={view}
          onSelect={setView}
          tabs={[
            { id: 'rendered', label: 'Providers' },
            { id: 'text', label: 'Prices' },
            { id: 'json', label: 'Access' },
          ]}
        >
          <p className="py-2 text-ink-3">The panel of {view}</p>
        </Tabs>
      </State>
    </Part>
  );
}
