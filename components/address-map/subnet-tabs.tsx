'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor } from '@/components/restore/editor-context';
import { Tabs } from '@/components/ui/tabs';

/** A tab for each subnet of this restore; nothing but the content where there is only one. */
export const SubnetTabs = (props: {
  readonly ids: readonly string[];
  readonly selected: string | null;
  readonly onSelect: (subnetId: string) => void;
  readonly children: ReactNode;
}) => {
  const t = useTranslations('restore.map');
  const facts = useEditor((state) => state.index);
  if (props.ids.length < 2 || props.selected === null) return props.children;
  return (
    <Tabs
      label={t('subnets')}
      selected={props.selected}
      onSelect={props.onSelect}
      tabs={props.ids.map((id) => {
        const fact = facts.subnets.get(id)?.fact;
        return {
          key: id,
          title: fact === undefined ? <span className="mono">{id}</span> : (fact.name ?? <span className="mono">{fact.cidr}</span>),
          content: props.children,
        };
      })}
    />
  );
};
