'use client';

import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFrame } from '@/components/layout/frame-context';
import { useKeptFields } from '@/components/sign-in/kept-text';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { invitePersonAction } from '@/lib/actions/people';
import type { LinkView } from '@/lib/data/people/people-views';
import { ChangeProblem } from './change-problem';
import { grantsAsText, grantsOfText } from './grants-text';
import { LinkShown } from './link-shown';
import { accountsOf, RolesField } from './roles-field';
import { useChange } from './use-change';

const FIRST = { name: '', email: '', grants: grantsAsText([{ role: 'viewer', account: null }]) };

/** Adds somebody, and shows the link that they come by. */
export const InviteDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTranslations('people.invite');
  const common = useTranslations('common.actions');
  const { home } = useFrame();
  const formId = useId();
  const [typed, setTyped] = useKeptFields('invitation', FIRST);
  const { name, email } = typed;
  const grants = grantsOfText(typed.grants);
  const [made, setMade] = useState<LinkView | null>(null);
  const { busy, error, change } = useChange(invitePersonAction, setMade);
  const lacking = name.trim() === '' || email.trim() === '' ? t('lacking') : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (lacking === null && !busy) change({ name: name.trim(), email: email.trim(), grants });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      busy={busy}
      footer={
        made === null ? (
          <>
            <Button onClick={onClose}>{common('cancel')}</Button>
            <Button type="submit" form={formId} tone="primary" busy={busy} reason={lacking}>
              {t('send')}
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
        <form id={formId} onSubmit={send} className="flex flex-col gap-4">
          <ChangeProblem error={error} />
          <p>{t('about')}</p>
          <TextField
            label={t('name')}
            hint={t('nameHint')}
            maxLength={100}
            value={name}
            onChange={({ target }) => setTyped({ ...typed, name: target.value })}
          />
          <TextField
            label={t('email')}
            type="email"
            maxLength={254}
            value={email}
            onChange={({ target }) => setTyped({ ...typed, email: target.value })}
          />
          <RolesField
            grants={grants}
            accounts={accountsOf(home?.account ?? null, grants)}
            onChange={(next) => setTyped({ ...typed, grants: grantsAsText(next) })}
          />
        </form>
      ) : (
        <LinkShown name={name.trim()} link={made} />
      )}
    </Dialog>
  );
};
