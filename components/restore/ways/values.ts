import type { useFormatter, useTranslations } from 'use-intl';
import type { Params } from '@/lib/restore/diagnostic';

/** The translator of the ways. */
export type WaysWords = ReturnType<typeof useTranslations<'ways'>>;

const INSTANT = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const;

/** Parameters of a step, a loss or a check as its message takes them: what is not known in words, instants as they are read. */
export const valuesOf = (t: WaysWords, format: ReturnType<typeof useFormatter>, params: Params): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      value === null ? t('none') : name === 'createdAt' ? format.dateTime(new Date(String(value)), INSTANT) : String(value),
    ]),
  ),
  hasGroups: params.groups === undefined || params.groups === null ? 'no' : 'yes',
  hasVolumes: params.volumes === undefined || params.volumes === null ? 'no' : 'yes',
  hasStaying: params.staying === undefined || params.staying === null ? 'no' : 'yes',
  hasOwner: params.owner === undefined || params.owner === null ? 'no' : 'yes',
});
