import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/i18n/locale';
import { LATER_NAMESPACES } from '@/lib/i18n/namespaces';
import { must } from '@/lib/testing/restores';
import { wordsOperation } from './words';

describe('words that come when they are wanted', () => {
  it.each(LOCALES.flatMap((locale) => LATER_NAMESPACES.map((namespace) => [locale, namespace] as const)))(
    '%s %s',
    async (locale, namespace) => {
      const caller = { user: 'somebody', grants: [], session: { id: 's', signedInAt: new Date(0) } };
      const words = must(await wordsOperation.run({ locale, namespace }, { caller }));
      expect(words.namespace).toBe(namespace);
      expect(Object.keys(words.messages).length).toBeGreaterThan(0);
      expect(wordsOperation.output.safeParse(JSON.parse(JSON.stringify(words))).success).toBe(true);
    },
  );
});
