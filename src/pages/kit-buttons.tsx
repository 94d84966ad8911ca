import Download from 'lucide-react/icons/download';
import Trash2 from 'lucide-react/icons/trash';
import X from 'lucide-react/icons/x';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { IconButton } from '@/ui/icon-button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/ui/menu';
import { Kbd } from '@/ui/kbd';
import { Part, State } from './kit-part';

const nothing = () => undefined;

export function Buttons() {
  return (
    <Part name="Button" about="28 px in bars, 32 px in forms, 44 px under a thumb">
      <State name="Rest">
        <Button size="sm">
          <Download aria-hidden className="size-4" /> Export
        </Button>
      </State>
      <State name="Pressed">
        <Button size="sm" aria-pressed>
          <Download aria-hidden className="size-4" /> Export
        </Button>
      </State>
      <State name="Not now">
        <Button size="sm" notNow="Select a row first">
          <Download aria-hidden className="size-4" /> Export
        </Button>
      </State>
      <State name="Ghost">
        <Button size="sm" variant="ghost">
          Compare
        </Button>
      </State>
      <State name="Primary">
        <Button variant="primary">
          Run <Kbd tone="filled">Enter</Kbd>
        </Button>
      </State>
      <State name="Primary, not now">
        <Button variant="primary" notNow="Write a message first">
          Run <Kbd tone="filled">Enter</Kbd>
        </Button>
      </State>
      <State name="Working">
        <Button loading>
          <Download aria-hidden className="size-4" /> Saving
        </Button>
      </State>
      <State name="Danger">
        <Button size="sm" variant="dangerGhost">
          <Trash2 aria-hidden className="size-4" /> Delete…
        </Button>
      </State>
      <State name="Confirms">
        <Button variant="danger">Delete 678</Button>
      </State>
      <State name="Link">
        <Button variant="link" size="inline">
          Show all
        </Button>
      </State>
      <State name="Icon">
        <IconButton label="Dismiss" size="iconSm">
          <X aria-hidden className="size-4" />
        </IconButton>
      </State>
      <State name="Copy">
        <CopyButton text="copied">chatcmpl-8f2k</CopyButton>
      </State>
    </Part>
  );
}

export function Menus() {
  return (
    <Part name="Menu">
      <Menu label="Row" trigger={<Button size="sm">Open the menu</Button>}>
        <MenuLabel>OpenAI</MenuLabel>
        <MenuItem onSelect={nothing} shortcut="o">
          Open in playground
        </MenuItem>
        <MenuItem onSelect={nothing} checked>
          gpt-5.2
        </MenuItem>
        <MenuItem onSelect={nothing} disabledReason="It refuses the key">
          mistral-large-3
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={nothing} danger>
          Delete
        </MenuItem>
      </Menu>
    </Part>
  );
}
