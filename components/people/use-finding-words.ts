'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { diagnosticWords } from '@/lib/i18n/words';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { useWho } from './use-who';

/** What a finding says, with the names of those whom its particulars name by id. */
export const useFindingWords = (): ((finding: Pick<Diagnostic, 'rule' | 'code' | 'params'>) => string) => {
  const t = useTranslations('checks');
  const { inText } = useWho();
  return useCallback(
    (finding) => {
      const { by } = finding.params;
      const named = finding.code === 'claimed' && typeof by === 'string' ? { ...finding.params, by: inText(by) } : finding.params;
      return diagnosticWords(t, { ...finding, params: named });
    },
    [t, inText],
  );
};
