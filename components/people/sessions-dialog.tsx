'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ProblemState } from '@/components/ui/problem-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import { endPersonSessionsAction } from '@/lib/actions/people';
import type { PersonView } from '@/lib/data/people/people-views';
import { sessionsQuery } from '@/lib/queries/people';
import { problemOf } from '@/lib/queries/problem-error';
import { ChangeProblem } from './change-problem';
import { SessionItem } from './session-item';
import { useChange } from './use-change';

/** Where a person is signed in, and the way to end that. */
export const SessionsDialog = ({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) => {
  const t = useTranslations('people.sessions');
  const common = useTranslations('common.actions');
  const { data, error } = useQuery(sessionsQuery(person.id));
  const ending = useChange(endPersonSessionsAction, () => undefined);
  const end = (session: string | null) => ending.change({ person: person.id, session });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { name: person.name })}
      footer={
        <>
          {data !== undefined && data.length > 0 && (
            <Button tone="danger" busy={ending.busy} onClick={() => end(null)}>
              {t('endAll')}
            </Button>
          )}
          <Button onClick={onClose}>{common('close')}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <ChangeProblem error={ending.error} />
        {data === undefined && error === null && <SkeletonRows rows={2} label={t('loading')} />}
        {data === undefined && error !== null && <ProblemState problem={problemOf(error)} />}
        {data?.length === 0 && <p className="text-text-dim">{t('none')}</p>}
        {data !== undefined && data.length > 0 && (
          <ul>
            {data.map((session) => (
              <SessionItem key={session.id} session={session} busy={ending.busy} onEnd={() => end(session.id)} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
};
