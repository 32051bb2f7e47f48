'use client';

import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Tooltip } from '@/components/ui/tooltip';
import { paths } from '@/lib/paths';
import { useFrame, usePlace } from './frame-context';
import { Mark } from './mark';
import { type NavItem, navItems, navKeyOf } from './nav-items';
import { usePreferences } from './preferences';
import { ZoneLine } from './zone-line';

const ITEM = 'rail-item';
const QUIET = 'text-text-dim hover:bg-surface-2 hover:text-text';
const LABEL = 'rail-label';

/** The icon; after a moment's wait for the page it leads to, a turning arrow. */
const PendingIcon = ({ name }: { readonly name: IconName }) => {
  const { pending } = useLinkStatus();
  return (
    <span className="relative size-4 shrink-0">
      <Icon name={name} className={pending ? 'absolute inset-0 opacity-0 transition-opacity delay-200' : 'absolute inset-0'} />
      {/* There only while one waits: an animation that nobody sees still costs every frame of every page. */}
      {pending && <Icon name="refresh" className="absolute inset-0 animate-spin transition-opacity delay-200 starting:opacity-0" />}
    </span>
  );
};

const Count = lazyComponent(() => import('./waiting-count').then((module) => module.WaitingCount));

/** Only those who approve are asked for, and nothing is asked of others. */
const Waiting = () =>
  useWhyNot('approve-restore') === null && (
    <Suspense>
      <Count />
    </Suspense>
  );

const RailLink = ({ item, current }: { readonly item: NavItem; readonly current: 'page' | 'true' | undefined }) => {
  const t = useTranslations('common.nav');
  const text = t(item.key);
  return (
    <Tooltip text={text} side="right" className="rail-open:hidden" describes={false}>
      <Link
        href={item.href}
        prefetch={false}
        aria-current={current}
        className={cx(ITEM, current === undefined ? QUIET : 'fc-selected bg-accent-soft font-semibold text-accent')}
      >
        <PendingIcon name={item.icon} />
        <span className={LABEL}>{text}</span>
        {item.key === 'approvals' && <Waiting />}
      </Link>
    </Tooltip>
  );
};

const FoldButton = () => {
  const t = useTranslations('common.nav');
  const { toggleRail } = usePreferences();
  return (
    <Tooltip text={t('expand')} side="right" className="rail-open:hidden" describes={false}>
      <button type="button" onClick={toggleRail} className={cx(ITEM, QUIET)}>
        <Icon name="collapse" className="-scale-x-100 rail-open:scale-x-100" />
        <span className="hidden truncate rail-open:inline">{t('collapse')}</span>
        <span className="sr-only rail-open:hidden">{t('expand')}</span>
      </button>
    </Tooltip>
  );
};

/** The pages of the console, at the left edge: words beside icons, or icons alone where it is collapsed. */
export const Rail = () => {
  const t = useTranslations('common');
  const pathname = usePathname();
  const items = navItems(usePlace(), useFrame().grants);
  const key = navKeyOf(pathname);
  const link = (item: NavItem) => {
    const current = item.key !== key ? undefined : item.href === pathname ? 'page' : 'true';
    return (
      <li key={item.key} className={item.key === 'settings' ? 'mt-auto' : undefined}>
        {(item.key === 'history' || item.key === 'settings') && <div className="my-2 border-t border-line" />}
        <RailLink item={item} current={current} />
      </li>
    );
  };
  return (
    <nav
      aria-label={t('nav.label')}
      className="sticky top-0 z-30 flex h-dvh w-13 shrink-0 flex-col border-r border-line bg-surface-1 pt-[3px] rail-open:w-52"
    >
      <Link href={paths.home()} prefetch={false} className="flex h-12 shrink-0 items-center gap-2.5 px-3.5 font-semibold">
        <Mark className="size-6 shrink-0" />
        <span className={cx(LABEL, 'text-md')}>{t('product')}</span>
      </Link>
      <div className="flex min-h-0 flex-1 flex-col overflow-x-hidden overflow-y-auto px-2 py-2">
        <ul className="flex flex-1 flex-col gap-0.5">{items.map(link)}</ul>
      </div>
      <div className="shrink-0 px-2 pb-2">
        <ZoneLine />
        <FoldButton />
      </div>
    </nav>
  );
};
