'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { isWaitingPlan, useDraft, useSaver } from './draft-context';
import { useEditor } from './editor-context';
import { type Keeps, whatKeeps } from './keeps';

/** What keeps the plan from its start now; `null`: nothing. */
export const useKeeps = (): Keeps | null => {
  const { draft, user, whyNot } = useDraft();
  const save = useSaver(({ save }) => save);
  const diagnostics = useEditor((state) => state.diagnostics);
  return useMemo(
    () =>
      whatKeeps({
        started: draft.started !== null,
        waits: isWaitingPlan(draft),
        whyNot: whyNot.start,
        owner: draft.owner,
        user,
        save,
        diagnostics,
      }),
    [draft, user, whyNot, save, diagnostics],
  );
};

/** Says what keeps a plan from its start. */
export const useKeepsWords = (): ((keeps: Keeps | null) => string | null) => {
  const t = useTranslations('restore.bar.keeps');
  const who = useWho();
  return (keeps) => {
    if (keeps === null) return null;
    if (keeps.code === 'not-permitted') return keeps.reason;
    return t(keeps.code, { count: 'count' in keeps ? keeps.count : 0, user: 'user' in keeps ? who.inText(keeps.user) : '' });
  };
};

/** Why nothing of the plan can be edited, and so no remedy be taken; `null`: it can. */
export const useFixReason = (): string | null => {
  const t = useTranslations('restore.bar.keeps');
  const { draft, user, whyNot } = useDraft();
  const who = useWho();
  const locked = useEditor((state) => state.locked);
  if (!locked) return null;
  if (draft.started !== null) return t('started');
  if (isWaitingPlan(draft)) return t('waits');
  return whyNot.plan ?? (draft.owner === user ? t('started') : t('theirs', { user: who.inText(draft.owner) }));
};
