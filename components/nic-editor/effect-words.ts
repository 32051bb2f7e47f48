import type { useTranslations } from 'use-intl';
import type { Outcome } from '@/components/restore/editor-store';
import type { CommandRefusal } from '@/lib/restore/command';
import type { MoveParams, MovePreview, MoveRefusal } from '@/lib/restore/moves';
import type { Unfit } from './paste';

/** A translator of the editor's words. */
export type NicsTranslator = ReturnType<typeof useTranslations<'restore.nics'>>;

/** Why a move does not go, in a sentence. */
export const refusalWords = (t: NicsTranslator, code: MoveRefusal, params: MoveParams): string =>
  code === 'reserved-by-aws'
    ? t('refused.reserved-by-aws', { ...params, why: t(`awsUse.${String(params.use) as 'network'}`) })
    : t(`refused.${code}`, params);

/** Why an entry of a pasted list does not go. */
export const unfitWords = (t: NicsTranslator, { code, params }: Unfit): string =>
  code === 'malformed' ? t('paste.malformed') : refusalWords(t, code, params);

/** What would come of a move, in a sentence: for the line above the interfaces and for screen readers. */
export const previewWords = (t: NicsTranslator, preview: MovePreview): string =>
  preview.kind === 'legal' ? t(`effect.${preview.effect}`, preview.params) : refusalWords(t, preview.code, preview.params);

/** The same in the few words that fit beside an address. */
export const briefWords = (t: NicsTranslator, preview: MovePreview): string =>
  preview.kind === 'legal' ? t(`brief.${preview.effect}`, preview.params) : t(`briefRefused.${preview.code}`, preview.params);

/** What came of a gesture; `sentences` puts several one after the other (`useSentences`). */
export const outcomeWords = (t: NicsTranslator, sentences: (...sentences: readonly string[]) => string, outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'held':
      return t('selection.picked', { count: outcome.held.length, address: outcome.held.at(-1)?.address ?? '' });
    case 'cleared':
      return t('selection.cleared');
    case 'done':
      return t(`done.${outcome.effect}`, outcome.params);
    case 'refused':
      return refusalWords(t, outcome.code, outcome.params);
    case 'pasted':
      return sentences(
        t('paste.done', { count: outcome.fits.length }),
        ...outcome.unfit.map((each) => t('paste.unfit', { text: each.text, why: unfitWords(t, each) })),
      );
  }
};

/** Why a command did not apply. */
export const commandRefusalWords = (t: NicsTranslator, refusal: CommandRefusal): string =>
  t(`commandRefused.${refusal.code}`, refusal.params);
