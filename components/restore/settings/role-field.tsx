'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Select, TextField } from '@/components/ui/field';
import type { Arn } from '@/lib/restore/ids';
import { useEditor, useEditorStore } from '../editor-context';
import { useFacts } from '../facts-context';

const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const OTHER = 'other';

/** A role by its ARN, for accounts whose roles cannot be listed. It counts once it is the ARN of a role. */
const ArnField = ({ onChoose }: { readonly onChoose: (arn: string) => void }) => {
  const t = useTranslations('restore.settings');
  const current = useEditor((state) => state.plan.restoreRoleArn);
  const locked = useEditor((state) => state.locked);
  const [typing, setTyping] = useState<string | null>(null);
  const [bad, setBad] = useState(false);
  const commit = (text: string) => {
    const wanted = text.trim();
    const good = ROLE_ARN.test(wanted);
    setBad(!good && wanted !== '');
    if (!good) return;
    setTyping(null);
    if (wanted !== current) onChoose(wanted);
  };
  return (
    <TextField
      mono
      label={t('roleArn')}
      value={typing ?? current ?? ''}
      disabled={locked}
      error={bad ? t('roleBad') : null}
      onChange={(event) => setTyping(event.target.value)}
      onBlur={(event) => commit(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
    />
  );
};

/** The role that AWS Backup takes for the restore: one of the account's, or another by its ARN. */
export const RoleField = () => {
  const t = useTranslations('restore.settings');
  const store = useEditorStore();
  const current = useEditor((state) => state.plan.restoreRoleArn);
  const locked = useEditor((state) => state.locked);
  const { restoreRoles } = useFacts();
  const roles = restoreRoles?.state === 'known' ? restoreRoles.value : [];
  const listed = roles.some(({ arn }) => arn === current);
  const [other, setOther] = useState(false);
  const choose = (arn: string | null) =>
    store.perform({ label: 'restore-role', commands: [{ type: 'set-restore-role', roleArn: arn as Arn | null }] });
  const typed = other || (current !== null && !listed);
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={t('role')}
        value={typed ? OTHER : (current ?? '')}
        disabled={locked}
        hint={restoreRoles?.state === 'unknown' ? t('roleListUnknown') : t('roleHint')}
        options={[
          ...(current === null ? [{ value: '', text: t('roleNone') }] : []),
          ...roles.map(({ arn, name }) => ({ value: arn, text: name })),
          { value: OTHER, text: t('roleOther') },
        ]}
        onChange={(event) => {
          const { value } = event.target;
          setOther(value === OTHER);
          if (value !== OTHER) choose(value === '' ? null : value);
        }}
      />
      {typed && <ArnField onChoose={choose} />}
    </div>
  );
};
