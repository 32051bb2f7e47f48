'use client';

import { useTranslations } from 'use-intl';
import { CopyButton } from '@/components/ui/copy-button';
import { Tabs } from '@/components/ui/tabs';
import { browsePolicy, dryRunPolicy, type PolicyPlace, restorePolicy, takeOverPolicy } from '@/lib/access/policies';
import { Folded } from './folded';

const Document = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <div className="relative">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
    <section tabIndex={0} aria-label={label} className="fc-edge overflow-x-auto rounded-md bg-surface-2">
      <pre className="mono px-3 py-2">{text}</pre>
    </section>
    <span className="absolute top-1 right-3 rounded-md bg-surface-2">
      <CopyButton text={text} label={label} />
    </span>
  </div>
);

const print = (policy: unknown): string => JSON.stringify(policy, null, 2);

/** The smallest policies for the console's role, for browsing and (besides) for starting restores, with the account and region in place. */
export const PolicyPanel = ({ place }: { readonly place: PolicyPlace }) => {
  const t = useTranslations('settings.policies');
  const tabs = [
    { key: 'browse', title: t('browse'), about: t('browseAbout'), policy: browsePolicy() },
    { key: 'restore', title: t('restore'), about: t('restoreAbout'), policy: restorePolicy(place) },
    { key: 'dry-run', title: t('dryRun'), about: t('dryRunAbout'), policy: dryRunPolicy(place) },
    { key: 'take-over', title: t('takeOver'), about: t('takeOverAbout'), policy: takeOverPolicy(place) },
  ];
  return (
    // Wanted when the console is set up, and long: folded away, and whole where it is open.
    <Folded title={t('title')}>
      <Tabs
        label={t('title')}
        tabs={tabs.map(({ key, title, about, policy }) => ({
          key,
          title,
          content: (
            <div className="flex flex-col gap-3">
              <p>{about}</p>
              <Document label={title} text={print(policy)} />
            </div>
          ),
        }))}
      />
    </Folded>
  );
};
