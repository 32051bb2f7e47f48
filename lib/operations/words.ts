import 'server-only';
import { z } from 'zod';
import { LOCALES } from '@/lib/i18n/locale';
import { LATER_NAMESPACES, type LaterNamespace, type Messages } from '@/lib/i18n/namespaces';
import { loadMessages } from '@/lib/i18n/server';
import { ok } from '@/lib/result';
import { operation } from './operation';

const messages = z.custom<Messages[LaterNamespace]>((value) => typeof value === 'object' && value !== null);

/** The words of a part of a page that is loaded when it is wanted, compiled as all are. */
export const wordsOperation = operation({
  name: 'words',
  permission: 'browse',
  scope: 'none',
  effect: 'read',
  input: z.object({ locale: z.enum(LOCALES), namespace: z.enum(LATER_NAMESPACES) }),
  output: z.strictObject({ namespace: z.enum(LATER_NAMESPACES), messages }),
  run: async ({ locale, namespace }) => ok({ namespace, messages: (await loadMessages(locale, [namespace]))[namespace] }),
});
