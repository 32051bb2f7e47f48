import type { useTranslations } from 'use-intl';
import type { ChecklistItem } from '@/lib/jobs/checklist/item';

type T = ReturnType<typeof useTranslations<'checklist'>>;

/** ICU knows no `null`; what is not there is chosen by a word. */
const valuesOf = ({ params }: ChecklistItem): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      value === null ? 'null' : value === '' ? 'none' : typeof value === 'number' ? value : String(value),
    ]),
  );

/** Whether it stands for all of its kind: none was there, or nothing is known. */
const isWhole = ({ key, kind, params }: ChecklistItem): boolean =>
  Object.keys(params).length === 0 && (key === kind || key.includes(':unknown:'));

/** An item's name, and what there is to say about it. */
export const itemWords = (t: T, item: ChecklistItem): { readonly title: string; readonly text: string } => {
  const values = valuesOf(item);
  if (item.kind !== 'several' && isWhole(item))
    return {
      title: t(`items.${item.kind}.general`, values),
      text: item.state === 'not-applicable' ? t(`items.${item.kind}.none`, values) : '',
    };
  return { title: t(`items.${item.kind}.title`, values), text: t(`items.${item.kind}.text`, values) };
};

/** Why an item is unknown. */
export const whyWords = (t: T, { why }: ChecklistItem): string | null => {
  if (why === null) return null;
  if (why.code === 'denied') return t('why.denied', { action: why.action });
  if (why.code === 'not-given') return t('why.not-given');
  if (why.code === 'undecided' && (why.why === 'original-elsewhere' || why.why === 'original-in-other-account')) return t(`why.${why.why}`);
  return t('why.other', { detail: 'detail' in why && why.detail !== '' ? why.detail : why.code });
};
