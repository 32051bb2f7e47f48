'use client';

import { useTranslations } from 'use-intl';
import { CopyButton } from '@/components/ui/copy-button';
import { Notice } from '@/components/ui/notice';
import { ShortTime } from '@/components/ui/relative-time';
import type { LinkView } from '@/lib/data/people/people-views';
import { paths } from '@/lib/paths';

/** A one-time link, the only time that it is shown. */
export const LinkShown = ({ name, link }: { readonly name: string; readonly link: LinkView }) => {
  const t = useTranslations('people.link');
  const url = `${window.location.origin}${paths.link(link.token)}`;
  return (
    <Notice tone="ok" live title={t('made', { name })}>
      <p>{t.rich('once', { until: () => <ShortTime at={link.expiresAt} /> })}</p>
      <p className="mt-2 flex items-start gap-2">
        <span className="mono min-w-0 flex-1 rounded-sm border border-line bg-surface-0 px-2 py-1 wrap-anywhere text-text select-all">
          {url}
        </span>
        <CopyButton text={url} label={t('what')} />
      </p>
    </Notice>
  );
};
