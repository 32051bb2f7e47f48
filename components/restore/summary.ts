'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { countBySeverity } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';

/** Says a verdict in a line: "1 error, no warnings, 2 unknown". */
export const useSummary = (): ((diagnostics: readonly Diagnostic[]) => string) => {
  const t = useTranslations('restore.counts');
  return useCallback(
    (diagnostics) => {
      const counts = countBySeverity(diagnostics);
      return t('all', {
        errors: t('error', { count: counts.error }),
        warnings: t('warning', { count: counts.warning }),
        unknowns: t('unknown', { count: counts.unknown }),
      });
    },
    [t],
  );
};

/** Names a step of the history; one of another version is "an edit". */
export const useStepWords = (): ((label: string) => string) => {
  const t = useTranslations('restore');
  return useCallback(
    (label) => {
      const key = `steps.${label}` as 'steps.other';
      return /^[\w-]+$/.test(label) && t.has(key) ? t(key) : t('steps.other');
    },
    [t],
  );
};
