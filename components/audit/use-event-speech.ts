'use client';

import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { type EventSpeech, eventWords, type SpokenEvent } from './event-words';

/** How this page tells events: what happened, and in which chain. The same object until words or names change. */
export const useEventSpeech = () => {
  const t = useTranslations('audit');
  const format = useFormatter();
  const who = useWho();
  return useMemo(() => {
    const speech: EventSpeech = {
      t,
      who: who.inText,
      time: (instant) => format.dateTime(new Date(instant), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
    };
    const accountOf = (chain: string): string | undefined => /^account:(.+)$/.exec(chain)?.[1];
    return {
      words: (event: SpokenEvent): string => eventWords(event, speech),
      chain: (chain: string): string => {
        const account = accountOf(chain);
        return account === undefined ? t('console') : t('account', { account });
      },
      /** The same below a heading that says what it is. */
      account: (chain: string): string => accountOf(chain) ?? t('console'),
    };
  }, [t, format, who]);
};
