'use client';

import { useTranslations } from 'use-intl';
import { CodeBlock } from '@/components/ui/code-block';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { missingPolicy } from '@/lib/restore/policy-statement';

/** The smallest policy that a denied PassRole lacks, ready to copy, and whom to attach it to; nothing where the role is not known. */
export const PolicyPanel = ({ finding }: { readonly finding: Diagnostic }) => {
  const t = useTranslations('restore.verdict');
  const policy = missingPolicy(finding);
  if (policy === null) return null;
  return (
    <details className="rounded-md border border-line">
      <summary className="px-2 py-1 font-semibold">{t('policy')}</summary>
      <div className="flex flex-col gap-1.5 border-t border-line px-2 py-1.5">
        <p className="text-xs text-text-dim wrap-anywhere">
          {policy.attachTo.kind === 'role' ? t('policyRole', { role: policy.attachTo.arn }) : t('policyCaller')}
        </p>
        <CodeBlock text={policy.document} label={t('policyCopy')} />
      </div>
    </details>
  );
};
