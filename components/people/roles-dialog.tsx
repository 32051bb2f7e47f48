'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFrame } from '@/components/layout/frame-context';
import { useKeptText } from '@/components/sign-in/kept-text';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { flash } from '@/components/ui/flash';
import type { Grant } from '@/lib/access/roles';
import { setRolesAction } from '@/lib/actions/people';
import type { PersonView } from '@/lib/data/people/people-views';
import { ChangeProblem } from './change-problem';
import { grantsAsText, grantsOfText } from './grants-text';
import { accountsOf, RolesField } from './roles-field';
import { useChange } from './use-change';

/** Chooses the roles of a person. They count from the next request on, in open pages as well. */
export const RolesDialog = ({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) => {
  const t = useTranslations('people.roles');
  const common = useTranslations('common.actions');
  const { home } = useFrame();
  const byHand = person.grants.filter(({ byClaims }) => !byClaims);
  // What the change begins from: a colleague may change the roles meanwhile.
  const [before] = useState<readonly Grant[]>(byHand.map(({ role, account }) => ({ role, account })));
  // Kept for what it began from alone: what a colleague changed meanwhile is not written over unseen.
  const first = grantsAsText(before);
  const [text, setText] = useKeptText(`roles ${person.id} ${first}`, first);
  const grants = grantsOfText(text);
  const { busy, error, change } = useChange(setRolesAction, () => {
    flash({ tone: 'ok', text: t('done', { name: person.name }) });
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { name: person.name })}
      busy={busy}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button tone="primary" busy={busy} onClick={() => change({ person: person.id, grants, before })}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ChangeProblem error={error} />
        {byHand.length < person.grants.length && <p>{t('byClaims')}</p>}
        <RolesField
          grants={grants}
          accounts={accountsOf(home?.account ?? null, [...person.grants, ...grants])}
          onChange={(next) => setText(grantsAsText(next))}
        />
      </div>
    </Dialog>
  );
};
