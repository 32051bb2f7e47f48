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
    return {
      words: (event: SpokenEvent): string => eventWords(event, speech),
      chain: (chain: string): string => {
        const account = /^account:(.+)$/.exec(chain)?.[1];
        return account === undefined ? t('console') : t('account', { account });
      },
    };
  }, [t, format, who]);
};
