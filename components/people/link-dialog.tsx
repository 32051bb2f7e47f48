'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { makePersonLinkAction } from '@/lib/actions/people';
import type { LinkView, PersonView } from '@/lib/data/people/people-views';
import { ChangeProblem } from './change-problem';
import { LinkShown } from './link-shown';
import { useChange } from './use-change';

/** Makes a new link by which a person chooses a password, and shows it. */
export const LinkDialog = ({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) => {
  const t = useTranslations('people.link');
  const common = useTranslations('common.actions');
  const [made, setMade] = useState<LinkView | null>(null);
  const { busy, error, change } = useChange(makePersonLinkAction, setMade);
  const kind = person.state === 'invited' ? 'invitation' : 'reset';
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`${kind}.title`, { name: person.name })}
      busy={busy}
      footer={
        made === null ? (
          <>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button tone="primary" busy={busy} onClick={() => change({ person: person.id })}>
              {t('make')}
            </Button>
          </>
        ) : (
          <Button tone="primary" onClick={onClose}>
            {common('close')}
          </Button>
        )
      }
    >
      {made === null ? (
        <div className="flex flex-col gap-4">
          <ChangeProblem error={error} />
          <p>{t(`${kind}.text`)}</p>
        </div>
      ) : (
        <LinkShown name={person.name} link={made} />
      )}
    </Dialog>
  );
};
