import { buttonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { getTranslator } from '@/lib/i18n/server';
import { type Place, paths } from '@/lib/paths';

/**
 * The search of the lists and the palette, first on the page: it leads to the recovery points that meet the text, with how it was understood. A form of the
 * browser's own, so that it also answers before the page's code has come.
 */
export const OverviewSearch = async ({ place }: { readonly place: Place }) => {
  const t = await getTranslator('overview');
  return (
    <search className="pb-4">
      <form action={paths.points(place)} method="get" className="mx-auto flex w-full max-w-3xl gap-2">
        <label className="relative min-w-0 flex-1">
          <span className="sr-only">{t('search.label')}</span>
          <Icon name="search" className="pointer-events-none absolute top-3 left-3 text-text-dim" />
          <input
            type="search"
            name="q"
            required
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            placeholder={t('search.placeholder')}
            className="h-10 w-full rounded-md border border-line-strong bg-surface-1 pr-3 pl-9 text-text placeholder:text-text-dim"
          />
        </label>
        <button type="submit" className={buttonClass('primary', 'medium', 'h-10')}>
          {t('search.submit')}
        </button>
      </form>
    </search>
  );
};
