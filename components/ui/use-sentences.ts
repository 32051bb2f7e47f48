'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** Puts sentences one after the other as the language does: with a space between them, in Japanese with none. */
export const useSentences = (): ((...sentences: readonly string[]) => string) => {
  const t = useTranslations('common');
  return useCallback((...sentences) => sentences.reduce((first, second) => t('then', { first, second })), [t]);
};
