'use client';

import type { Diagnostic } from '@/lib/restore/diagnostic';
import { Finding } from './finding';
import { useFix } from './use-fix';
import { useFixReason } from './use-keeps';

/**
 * Errors with the verdict's own remedies, where a start was stopped by them: nobody has to close the review to fix one.
 * `onFixed` is told when a remedy was applied, because the button that was pressed goes away with its error.
 */
export const ErrorsToFix = ({ findings, onFixed }: { readonly findings: readonly Diagnostic[]; readonly onFixed?: () => void }) => {
  const fix = useFix();
  const fixReason = useFixReason();
  return (
    <ul className="rounded-md border border-line bg-surface-1">
      {findings
        .filter(({ severity }) => severity === 'error')
        .map((finding) => (
          <Finding
            key={`${finding.rule} ${finding.code} ${finding.at}`}
            finding={finding}
            ways
            fixReason={fixReason}
            onFix={(_finding, chosen) => {
              if (fix(chosen)) onFixed?.();
            }}
          />
        ))}
    </ul>
  );
};
