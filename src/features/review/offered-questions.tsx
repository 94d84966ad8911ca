import { useQuery } from '@tanstack/react-query';
import type { QuestionSet } from '@/components/questions/question';
import { questionSetJson } from '@/components/questions/read-questions';
import { useReviewStore } from '@/components/questions/review-store';
import { freeName, namesOf } from '@/lib/free-name';
import { shownText } from '@/lib/shown-text';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Spinner } from '@/ui/spinner';
import { showToast } from '@/ui/toast-store';
import { questionsFromHash } from './questions-share';
import { questionText, setChosen, setKept } from './question-sets';

type Props = { set: QuestionSet; onClose: () => void };

/** Questions may come from anybody: they are shown, and nothing of one's own is replaced before one has agreed. */
export function OfferedQuestions({ set, onClose }: Props) {
  const { sets } = useReviewStore();
  const own = sets.find(({ name }) => name === set.name);
  const isSame = own !== undefined && textOf(own) === textOf(set);

  function keep(offered: QuestionSet, replaced: string | null) {
    const onAct = setKept(offered, replaced);
    const title = replaced === null ? 'added' : 'replaced';
    showToast({ title: `Questions “${offered.name}” ${title}`, action: { label: 'Undo', onAct } });
    onClose();
  }

  return (
    <Dialog
      title={<bdi>{shownText(set.name)}</bdi>}
      onClose={onClose}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Not now
          </Button>
          {own && !isSame && <Button onClick={() => keep(set, own.name)}>Replace mine</Button>}
          <Button
            variant="primary"
            data-autofocus
            onClick={() => {
              if (!isSame) return keep({ ...set, name: freeName(set.name, namesOf(sets)) }, null);
              setChosen(set.name);
              onClose();
            }}
          >
            {own && !isSame ? 'Keep both' : 'Use these questions'}
          </Button>
        </>
      }
    >
      <p className="mb-3 text-sm text-ink-2">
        {isSame
          ? 'You have these questions already.'
          : own
            ? 'You have other questions under this name. Replacing them changes no answer that was given.'
            : 'Somebody shares these questions with you. Each answer is written to the metadata key beside it.'}
      </p>
      <ol className="divide-y divide-line border-y border-line">
        {set.questions.map((question) => (
          <li key={question.key} className="flex gap-3 py-2 text-sm">
            <span className="min-w-0 flex-1">
              <bdi className="font-medium break-words">{shownText(question.label)}</bdi>{' '}
              <bdi className="break-words text-ink-3">{shownText(questionText(question))}</bdi>
            </span>
            <bdi className="max-w-40 font-mono text-xs/5 break-all text-ink-2">
              {shownText(question.key)}
            </bdi>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

type LinkedProps = { hash: string; onClose: () => void };

/** The questions that a link brings along. */
export function LinkedQuestions({ hash, onClose }: LinkedProps) {
  const read = useQuery({
    queryKey: ['questions-link', hash],
    gcTime: 0,
    retry: false,
    queryFn: () => questionsFromHash(hash),
  });
  if (read.data) return <OfferedQuestions set={read.data} onClose={onClose} />;
  return (
    <Dialog title="Shared questions" onClose={onClose}>
      {read.error ? (
        <p role="alert" className="text-sm text-danger-ink">
          {read.error.message}
        </p>
      ) : (
        <Spinner />
      )}
    </Dialog>
  );
}

function textOf(set: QuestionSet): string {
  return JSON.stringify(questionSetJson(set));
}
