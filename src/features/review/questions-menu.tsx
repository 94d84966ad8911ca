import ChevronDown from 'lucide-react/icons/chevron-down';
import { useRef, useState } from 'react';
import { type QuestionSet } from '@/components/questions/question';
import { currentSet, useReviewStore } from '@/components/questions/review-store';
import { readTextFile } from '@/lib/read-text';
import { saveFile } from '@/lib/save-file';
import { shownText } from '@/lib/shown-text';
import { ownUrl } from '@/lib/own-address';
import { paths } from '@/paths';
import { Button } from '@/ui/button';
import { named } from '@/ui/lazily';
import { Opening } from '@/ui/opening';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/ui/menu';
import { Switch } from '@/ui/switch';
import { showToast } from '@/ui/toast-store';
import { setChosen } from './question-sets';
import { questionsFile, questionsFromText, questionsHash } from './questions-share';

const QuestionsDialog = named(() => import('./questions-dialog'), 'QuestionsDialog');
const OfferedQuestions = named(() => import('./offered-questions'), 'OfferedQuestions');

type Props = {
  /** Query string of the list that is reviewed. */
  list: string;
};

type Open = { edited: QuestionSet; replaced: string | null } | { offered: QuestionSet } | null;

/** Which questions are asked; they are edited, kept under names and shared from here. */
export function QuestionsMenu({ list }: Props) {
  const { sets, goesOn, isOnlyOpen } = useReviewStore();
  const set = useReviewStore(currentSet);
  const [open, setOpen] = useState<Open>(null);
  const file = useRef<HTMLInputElement>(null);
  const close = () => setOpen(null);

  async function openFile(picked: File) {
    const offered = questionsFromText((await readTextFile(picked))?.text ?? '');
    if (offered) setOpen({ offered });
    else showToast({ ...NO_QUESTIONS, title: `“${picked.name}” holds no questions to ask` });
  }

  return (
    <>
      <Menu
        label="Questions"
        trigger={
          <Button
            variant="ghost"
            size="sm"
            aria-label={`Questions: ${shownText(set.name)}`}
            className="min-w-0 max-sm:h-11"
          >
            <bdi className="block max-w-48 truncate">{shownText(set.name)}</bdi>
            <ChevronDown aria-hidden className="size-3.5" />
          </Button>
        }
      >
        <MenuLabel>Questions</MenuLabel>
        {sets.map(({ name }) => (
          <MenuItem key={name} checked={name === set.name} onSelect={() => setChosen(name)}>
            <bdi>{shownText(name)}</bdi>
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => setOpen({ edited: set, replaced: set.name })}>
          Edit these questions…
        </MenuItem>
        <MenuItem onSelect={() => setOpen({ edited: { ...set, name: '' }, replaced: null })}>
          New questions…
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => void copyLink(list, set)}>Copy a link</MenuItem>
        <MenuItem onSelect={() => saveFile(questionsFile(set), 'questions.json')}>
          Save as a file
        </MenuItem>
        <MenuItem onSelect={() => file.current?.click()}>Open a file…</MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => useReviewStore.setState({ isOnlyOpen: !isOnlyOpen })}>
          {isOnlyOpen ? 'Show those with a verdict, too' : 'Only those without a verdict'}
        </MenuItem>
        <MenuItem onSelect={() => useReviewStore.setState({ goesOn: !goesOn })}>
          {goesOn ? 'Turn auto-advance off' : 'Turn auto-advance on'}
        </MenuItem>
      </Menu>
      <input
        ref={file}
        type="file"
        hidden
        aria-label="File of questions"
        accept="application/json,.json"
        onChange={({ target }) => {
          const [picked] = target.files ?? [];
          // The same file again is a change, too.
          target.value = '';
          if (picked) void openFile(picked);
        }}
      />
      <Opening>
        {open && 'edited' in open && (
          <QuestionsDialog
            {...open}
            onClose={close}
            onReopen={(edited) => setOpen({ edited, replaced: open.replaced })}
          />
        )}
        {open && 'offered' in open && <OfferedQuestions set={open.offered} onClose={close} />}
      </Opening>
    </>
  );
}

const NO_QUESTIONS = {
  tone: 'danger',
  detail: 'Choose a file that was saved here with “Save as a file”.',
} as const;

async function copyLink(list: string, set: QuestionSet): Promise<void> {
  const link = `${ownUrl(paths.review(list))}${await questionsHash(set)}`;
  try {
    await navigator.clipboard.writeText(link);
    showToast({ title: 'The link is copied; it brings this list and its questions along' });
  } catch {
    showToast({
      tone: 'danger',
      title: 'The link could not be copied',
      detail: 'This browser lets no page write to the clipboard. Save the questions as a file.',
    });
  }
}

/** How one goes on, in the place where one sees that it is so. Where there is no room, the menu has both. */
export function ReviewSwitches() {
  const { goesOn, isOnlyOpen } = useReviewStore();
  return (
    <>
      <Switch
        label="Only without a verdict"
        className="items-center max-xl:hidden"
        checked={isOnlyOpen}
        onChange={(isOn) => useReviewStore.setState({ isOnlyOpen: isOn })}
      />
      <Switch
        label="Auto-advance"
        className="items-center max-md:hidden"
        checked={goesOn}
        onChange={(isOn) => useReviewStore.setState({ goesOn: isOn })}
      />
    </>
  );
}
