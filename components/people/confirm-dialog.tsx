'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { flash } from '@/components/ui/flash';
import { disablePersonAction, enablePersonAction, erasePersonAction, resetPersonFactorsAction } from '@/lib/actions/people';
import type { PersonView } from '@/lib/data/people/people-views';
import { ChangeProblem } from './change-problem';
import { useChange } from './use-change';

const ACTIONS = {
  factors: resetPersonFactorsAction,
  disable: disablePersonAction,
  enable: enablePersonAction,
  withdraw: erasePersonAction,
  erase: erasePersonAction,
} as const;

/** Asks before somebody is kept out, let in again, or erased; what cannot be undone asks for the name to be typed. */
export const ConfirmDialog = (props: {
  readonly what: keyof typeof ACTIONS;
  readonly person: PersonView;
  readonly onClose: () => void;
}) => {
  const { what, person, onClose } = props;
  const t = useTranslations(`people.${what}`);
  const erasing = useTranslations('people.erase');
  const common = useTranslations('common.actions');
  const [typed, setTyped] = useState('');
  const { name } = person;
  const { busy, error, change } = useChange(ACTIONS[what], () => {
    flash({ tone: 'ok', text: t('done', { name }) });
    onClose();
  });
  const reason = what === 'erase' && typed.trim() !== name ? erasing('typeFirst') : null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { name })}
      width="small"
      busy={busy}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button tone={what === 'enable' ? 'primary' : 'danger'} busy={busy} reason={reason} onClick={() => change({ person: person.id })}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ChangeProblem error={error} />
        <p>{t('text')}</p>
        {what === 'erase' && (
          <TextField label={erasing('type', { name })} value={typed} onChange={({ target }) => setTyped(target.value)} />
        )}
      </div>
    </Dialog>
  );
};
