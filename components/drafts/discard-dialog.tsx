'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { flash } from '@/components/ui/flash';
import { Notice } from '@/components/ui/notice';
import { problemWords, type Tellable } from '@/components/ui/problem-words';
import { discardDraftAction } from '@/lib/actions/drafts';
import type { Place } from '@/lib/paths';
import { mayBeDone } from '@/lib/problem';
import { heard } from '@/lib/queries/signed-out';

const OWN = [
  { code: 'already-started', words: 'started' },
  { code: 'way-left', words: 'wayLeft' },
] as const;

/** Asks before a plan is thrown away, and throws it away. One that is gone already counts as discarded. */
export const DiscardDialog = (props: {
  readonly open: boolean;
  readonly place: Place;
  readonly draftId: string;
  /** What the plan brings back. */
  readonly name: string;
  readonly onClose: () => void;
  /** Told when the console is asked to discard it (`true`), and where it did not (`false`). */
  readonly onDiscarding?: (going: boolean) => void;
  readonly onDiscarded: () => void;
}) => {
  const { open, place, draftId, name, onClose, onDiscarding, onDiscarded } = props;
  const t = useTranslations('common.discard');
  const problems = useTranslations('problems');
  const { data, error, isPending, mutate, reset } = useMutation({
    mutationFn: () => heard(discardDraftAction({ place, id: draftId })),
    onMutate: () => onDiscarding?.(true),
    onError: () => onDiscarding?.(false),
    onSuccess: (answer) => {
      if (!answer.ok && answer.error.code !== 'not-found') {
        onDiscarding?.(false);
        return;
      }
      flash({ tone: 'ok', text: t('done', { name }) });
      onDiscarded();
    },
  });
  const problem = error !== null ? { code: 'offline' } : data === undefined || data.ok ? null : data.error;
  const own = problem === null ? undefined : OWN.find(({ code }) => code === problem.code);
  const words = problem === null ? null : own === undefined ? problemWords(problems, problem as Tellable).text : t(own.words);
  const close = () => {
    reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('title', { name })}
      width="small"
      busy={isPending}
      footer={
        <>
          <Button onClick={close} reason={isPending ? t('confirm') : null}>
            {t('keep')}
          </Button>
          <Button tone="danger" busy={isPending} onClick={() => mutate()}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{t('text')}</p>
        {problem !== null && (
          <Notice tone="danger" live title={t(mayBeDone(problem) ? 'maybe' : 'failed')}>
            <p>{words}</p>
          </Notice>
        )}
      </div>
    </Dialog>
  );
};
