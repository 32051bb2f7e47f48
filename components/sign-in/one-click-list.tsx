'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import type { Role } from '@/lib/access/roles';
import { signInWithOneClickAction } from '@/lib/actions/sign-in';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import { goOn } from './go-to';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** People who sign in with one click. `opensAs`: whoever comes for the first time is signed in as that one, without a click. */
export const OneClickList = (props: { readonly people: readonly Person[]; readonly opensAs: string | null; readonly to: string }) => {
  const { people, opensAs, to } = props;
  const t = useTranslations('sign-in');
  const problems = useTranslations('problems');
  const { error, isIdle, isPending, isSuccess, mutate, variables } = useMutation({
    mutationFn: (person: string) => unwrap(signInWithOneClickAction({ person })),
    onSuccess: (entered) => goOn(entered, to),
  });
  const opened = useRef(false);
  useEffect(() => {
    if (opensAs === null || opened.current) return;
    opened.current = true;
    mutate(opensAs);
  }, [opensAs, mutate]);
  const wanted = people.find(({ id }) => id === (variables ?? opensAs));
  if (opensAs !== null && wanted !== undefined && error === null && (isIdle || isPending || isSuccess))
    return (
      <p role="status" className="text-text-dim">
        {t('oneClick.opening', { name: wanted.name })}
      </p>
    );
  return (
    <Panel title={t('oneClick.title')}>
      <p className="pb-3 text-text-dim">{t('oneClick.about')}</p>
      {error !== null && (
        <Notice tone="danger" live title={t('failed')} className="mb-3">
          <p>{problemWords(problems, problemOf(error)).text}</p>
        </Notice>
      )}
      <ul className="flex flex-col gap-2">
        {people.map(({ id, name, roles }) => (
          <li key={id} className="flex items-center justify-between gap-3">
            <span className="min-w-0">
              <span className="block truncate font-semibold">{name}</span>
              <span className="text-xs text-text-dim">{roles.map((role) => t(`roles.${role}`)).join(', ')}</span>
            </span>
            <Button aria-label={t('oneClick.as', { name })} busy={(isPending || isSuccess) && variables === id} onClick={() => mutate(id)}>
              {t('submit')}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
