'use client';

import { useTranslations } from 'use-intl';
import { countBySeverity } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';

/** “2 errors, no warning, 5 unknown” */
export const useSummary = (): ((findings: readonly Diagnostic[]) => string) => {
  const t = useTranslations('check-file.verdict');
  return (findings) => {
    const { error, warning, unknown } = countBySeverity(findings);
    return t('summary', { errors: error, warnings: warning, unknown });
  };
};
