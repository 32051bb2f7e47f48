'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { changeTakeOverAction } from '@/lib/actions/way-runs';
import type { PlacedWay } from '@/lib/data/way-runs/views';
import { problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { SwitchBox } from './switch-box';
import { WaysUnderWay } from './ways-under-way';

/** Whether Rehome carries the steps to an address out itself in the account that it works for. `account`: `null` while that is not known. */
export const TakeOverPanel = (props: {
  readonly account: string | null;
  readonly accounts: readonly string[];
  readonly ways: readonly PlacedWay[];
}) => {
  const { account, accounts, ways } = props;
  const t = useTranslations('settings.takeOver');
  const problems = useTranslations('problems');
  const router = useRouter();
  const whyNot = useWhyNot('change-settings');
  const [told, setTold] = useState<{ readonly error: boolean; readonly text: string } | null>(null);
  const others = accounts.filter((each) => each !== account);
  const change = async (enabled: boolean): Promise<void> => {
    if (account === null) return;
    try {
      valueIn(await withFreshSignIn(() => heard(changeTakeOverAction({ account, enabled }))));
      setTold({ error: false, text: t('saved') });
      router.refresh();
    } catch (error) {
      setTold({ error: true, text: problemWords(problems, problemOf(error)).text });
    }
  };
  return (
    <Panel title={t('title')}>
      <div className="flex flex-col gap-2">
        <p>{t('about')}</p>
        {account === null ? (
          <p className="text-text-dim">{t('noAccount')}</p>
        ) : (
          <SwitchBox label={t('enable', { account })} hint={t('hint')} on={accounts.includes(account)} whyNot={whyNot} change={change} />
        )}
        <p role="status" className={told?.error === true ? 'text-xs text-danger' : 'text-xs text-text-dim'}>
          {told?.text}
        </p>
        {others.length > 0 && <p className="text-xs text-text-dim wrap-anywhere">{t('others', { accounts: others.join(', ') })}</p>}
        <WaysUnderWay ways={ways} />
      </div>
    </Panel>
  );
};
