'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import type { ClaimRole } from '@/lib/access/claim-roles';
import { changeClaimRolesAction } from '@/lib/actions/oidc';
import { problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { ClaimRoleForm } from './claim-role-form';

interface Props {
  readonly provider: { readonly name: string; readonly issuer: string } | null;
  readonly lines: readonly ClaimRole[];
}

const keyOf = ({ claim, value, role, account }: ClaimRole): string => JSON.stringify([claim, value, role, account]);

/** What is being done with a line, and how the last change ended. */
const useChange = () => {
  const router = useRouter();
  const t = useTranslations('settings.claimRoles');
  const problems = useTranslations('problems');
  const [state, setState] = useState<{ readonly busy: string | null; readonly told: string | null; readonly error: string | null }>({
    busy: null,
    told: null,
    error: null,
  });
  const change = async (kind: 'add' | 'remove', line: ClaimRole): Promise<boolean> => {
    setState({ busy: keyOf(line), told: null, error: null });
    try {
      valueIn(await withFreshSignIn(() => heard(changeClaimRolesAction({ change: kind, line }))));
      setState({ busy: null, told: t(kind === 'add' ? 'added' : 'removed'), error: null });
      router.refresh();
      return true;
    } catch (error) {
      const problem: { readonly code: string } = problemOf(error);
      const own = ['too-many-claim-roles', 'bad-input'] as const;
      const code = own.find((each) => each === problem.code);
      setState({ busy: null, told: null, error: code === undefined ? problemWords(problems, problem).text : t(`refused.${code}`) });
      return false;
    }
  };
  return { ...state, change };
};

/** The table that gives roles by what the identity provider says of a person. */
export const ClaimRolesPanel = ({ provider, lines }: Props) => {
  const t = useTranslations('settings.claimRoles');
  const whyNot = useWhyNot('manage-people');
  const { busy, told, error, change } = useChange();
  return (
    <Panel title={t('title')}>
      <p className="pb-3 text-text-dim">
        {provider === null
          ? t('off')
          : t.rich('about', { name: provider.name, issuer: () => <span className="mono">{provider.issuer}</span> })}
      </p>
      {whyNot !== null && (
        <Notice tone="info" className="mb-4">
          <p>{whyNot}</p>
        </Notice>
      )}
      {lines.length === 0 ? (
        <p className="pb-4">{t('none')}</p>
      ) : (
        <Lines lines={lines} busy={busy} whyNot={whyNot} onRemove={(line) => void change('remove', line)} />
      )}
      <ClaimRoleForm whyNot={whyNot} busy={busy !== null} onAdd={(line) => change('add', line)} />
      {error !== null && (
        <p role="alert" className="pt-2 text-xs text-danger">
          {error}
        </p>
      )}
      <p role="status" className="pt-2 text-xs text-text-dim">
        {told}
      </p>
    </Panel>
  );
};

const Lines = (props: {
  readonly lines: readonly ClaimRole[];
  readonly busy: string | null;
  readonly whyNot: string | null;
  readonly onRemove: (line: ClaimRole) => void;
}) => {
  const t = useTranslations('settings.claimRoles');
  return (
    <div className="pb-4">
      <Table label={t('lines')}>
        <THead>
          <Th>{t('claim')}</Th>
          <Th>{t('value')}</Th>
          <Th>{t('role')}</Th>
          <Th>{t('account')}</Th>
          <Th>
            <span className="sr-only">{t('remove')}</span>
          </Th>
        </THead>
        <tbody>
          {props.lines.map((line) => (
            <Tr key={keyOf(line)}>
              <Td className="mono min-w-32 wrap-anywhere">{line.claim}</Td>
              <Td className="mono min-w-32 wrap-anywhere">{line.value}</Td>
              <Td>{t(`roles.${line.role}`)}</Td>
              <Td className={line.account === null ? '' : 'mono'}>{line.account ?? t('everywhere')}</Td>
              <Td className="text-right">
                <Button
                  size="small"
                  busy={props.busy === keyOf(line)}
                  reason={props.whyNot}
                  aria-label={t('removeLine', { claim: line.claim, value: line.value, role: t(`roles.${line.role}`) })}
                  onClick={() => props.onRemove(line)}
                >
                  {t('remove')}
                </Button>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
};
