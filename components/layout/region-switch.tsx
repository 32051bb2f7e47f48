'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import type { Place } from '@/lib/paths';
import { regionsQuery } from '@/lib/queries/regions';
import { samePageIn } from './same-page';

/** The region and a menu of the account's others. Switching keeps the kind of page. AWS is asked for the regions when somebody reaches for the button. */
export const RegionSwitch = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('common.top');
  const pathname = usePathname();
  const [wanted, setWanted] = useState(false);
  const { data, isPending } = useQuery({ ...regionsQuery(place), enabled: wanted });
  const want = () => setWanted(true);
  const regions = data?.regions.includes(place.region) ? data.regions : [place.region, ...(data?.regions ?? [])];
  const note = data?.source === 'built-in' ? { note: t('regionsBuiltIn') } : isPending ? { note: t('regionsLoading') } : {};
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for a hand or focus that reaches for the button inside
    <span className="contents" onPointerEnter={want} onPointerDown={want} onFocus={want}>
      <Menu
        label={t('switchRegion', { region: place.region })}
        buttonClassName="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md border border-transparent px-2 hover:bg-surface-2"
        button={
          <>
            <span className="mono whitespace-nowrap">{place.region}</span>
            <Icon name="down" className="size-3.5 text-text-dim" />
          </>
        }
        {...note}
        items={regions.map((region) => ({
          key: region,
          text: <span className="mono">{region}</span>,
          checked: region === place.region,
          href: samePageIn(pathname, { account: place.account, region }),
        }))}
      />
    </span>
  );
};
