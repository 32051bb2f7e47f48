'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { flash } from '@/components/ui/flash';
import { LinkButton } from '@/components/ui/link-button';
import { problemWords } from '@/components/ui/problem-words';
import { createDraftAction } from '@/lib/actions/drafts';
import type { UnreadableDraft } from '@/lib/data/drafts/views';
import { type Place, paths } from '@/lib/paths';
import { heard } from '@/lib/queries/signed-out';

/** A stored draft whose steps do not apply any more, or that a newer version wrote: what it is, and how to begin again. */
export const BrokenDraft = ({ place, problem }: { readonly place: Place; readonly problem: UnreadableDraft }) => {
  const t = useTranslations('restore.broken');
  const tProblem = useTranslations('problems');
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const whyNot = useWhyNot('plan-restore', place.account);
  const { vault, recoveryPointArn } = problem;
  const said = problem.code === 'newer-plan' ? 'newer.' : '';
  const again = async () => {
    setBusy(true);
    try {
      const created = await heard(createDraftAction({ place, vault, recoveryPointArn, fresh: true }));
      if (created.ok) router.push(paths.restore(place, created.value.draftId));
      else flash({ tone: 'danger', text: problemWords(tProblem, created.error).text });
    } catch {
      flash({ tone: 'danger', text: problemWords(tProblem, { code: 'offline' }).text });
    } finally {
      setBusy(false);
    }
  };
  return (
    <ErrorState
      title={t(`${said}title`)}
      text={t(`${said}text`)}
      todo={t(`${said}todo`)}
      actions={
        <>
          <Button tone="primary" busy={busy} reason={whyNot} onClick={again}>
            {t('again')}
          </Button>
          <LinkButton href={paths.point(place, recoveryPointArn, vault)}>{t('toPoint')}</LinkButton>
        </>
      }
    />
  );
};
