import { createTranslator } from 'use-intl/core';
import checks from '@/lib/i18n/messages/en/checks.json';
import type { Messages } from '@/lib/i18n/namespaces';
import { ruleTitle, severityWords } from '@/lib/i18n/words';
import { printChecks } from '@/lib/restore/rules/print-checks';
import { RULES } from '@/lib/restore/rules/table';

/** Where the page is kept. */
export const CHECKS_PAGE = new URL('../../docs/checks.md', import.meta.url);

/** docs/checks.md as the table of rules and the English messages make it now. */
export const checksPage = (): string => {
  const t = createTranslator<Messages, 'checks'>({ locale: 'en', messages: { checks } as Messages, namespace: 'checks' as never });
  return printChecks(RULES, { title: (rule) => ruleTitle(t, rule), severity: (severity) => severityWords(t, severity).toLowerCase() });
};
