'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useKeptFields } from '@/components/sign-in/kept-text';
import { Button } from '@/components/ui/button';
import { Select, TextField } from '@/components/ui/field';
import type { ClaimRole } from '@/lib/access/claim-roles';
import { ROLES, type Role } from '@/lib/access/roles';

const EMPTY = { claim: 'groups', value: '', account: '', role: 'viewer' };
const ACCOUNT = /^\d{12}$/;

/** A new line of the table. `whyNot`: why the person may not add one. `onAdd` says whether it was added. */
export const ClaimRoleForm = (props: {
  readonly whyNot: string | null;
  readonly busy: boolean;
  readonly onAdd: (line: ClaimRole) => Promise<boolean>;
}) => {
  const t = useTranslations('settings.claimRoles');
  const [typed, setTyped] = useKeptFields('claim role', EMPTY);
  const role: Role = ROLES.find((each) => each === typed.role) ?? 'viewer';
  const [wrongAccount, setWrongAccount] = useState(false);
  const account = typed.account.replaceAll(/[\s-]/g, '');
  const add = async (): Promise<void> => {
    const line = { claim: typed.claim.trim(), value: typed.value.trim(), role, account: account === '' ? null : account };
    if (await props.onAdd(line)) setTyped({ ...EMPTY, claim: typed.claim, role });
  };
  const field = (name: keyof typeof EMPTY) => ({
    value: typed[name],
    readOnly: props.whyNot !== null,
    onChange: (event: { readonly target: { readonly value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  return (
    <form
      className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-4"
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = account !== '' && !ACCOUNT.test(account);
        setWrongAccount(wrong);
        if (!wrong && !props.busy && props.whyNot === null) void add();
      }}
    >
      <TextField label={t('claim')} hint={t('claimHint')} mono required maxLength={200} {...field('claim')} />
      <TextField label={t('value')} hint={t('valueHint')} mono required maxLength={300} {...field('value')} />
      <Select
        label={t('role')}
        value={role}
        options={ROLES.map((each) => ({ value: each, text: t(`roles.${each}`) }))}
        onChange={({ target }) => setTyped({ ...typed, role: target.value })}
      />
      <TextField
        label={t('account')}
        hint={t('accountHint')}
        error={wrongAccount ? t('badAccount') : null}
        mono
        inputMode="numeric"
        {...field('account')}
      />
      <div className="sm:col-span-2 lg:col-span-4">
        <Button type="submit" busy={props.busy} reason={props.whyNot}>
          {t('add')}
        </Button>
      </div>
    </form>
  );
};
