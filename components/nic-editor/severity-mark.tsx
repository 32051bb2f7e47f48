'use client';

import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import { severityWords } from '@/lib/i18n/words';
import type { Severity } from '@/lib/restore/diagnostic';

export const SEVERITY_ICON: Readonly<Record<Severity, IconName>> = { error: 'error', warning: 'warning', unknown: 'unknown', info: 'info' };
export const SEVERITY_INK: Readonly<Record<Severity, string>> = {
  error: 'text-danger',
  warning: 'text-warn',
  unknown: 'text-text-dim',
  info: 'text-info',
};

/** How grave a finding is: a shape and a word; where there is little room the word is for screen readers and the pointer. */
export const SeverityMark = ({ severity, brief = false }: { readonly severity: Severity; readonly brief?: boolean }) => {
  const t = useTranslations('checks');
  const words = severityWords(t, severity);
  return (
    <span title={words} className={cx('inline-flex shrink-0 items-center gap-1 text-xs font-semibold', SEVERITY_INK[severity])}>
      <Icon name={SEVERITY_ICON[severity]} className="size-3.5" />
      <span className={brief ? 'sr-only' : undefined}>{words}</span>
    </span>
  );
};
