'use client';

import { useTranslations } from 'use-intl';
import type { LayoutChange } from '@/lib/finding/layout-runs';

/** Changes between two layouts in sentences. Interfaces count from 1, as everywhere on the screen. */
export const useChangeWords = (): ((change: LayoutChange) => readonly string[]) => {
  const t = useTranslations('finding.timeline.change');
  const roles = useTranslations('find.roles');
  return (change) => {
    if (change.what === 'address') {
      const { address, before, after } = change;
      if (before === null && after === null) return [];
      if (before === null) return after === null ? [] : [t('added', { address, role: roles(after.role), index: after.deviceIndex + 1 })];
      const was = { roleBefore: roles(before.role), indexBefore: before.deviceIndex + 1 };
      return after === null
        ? [t('removed', { address, role: was.roleBefore, index: was.indexBefore })]
        : [t('role', { address, role: roles(after.role), index: after.deviceIndex + 1, ...was })];
    }
    const index = change.deviceIndex + 1;
    if (change.what === 'interface') return [t(change.change === 'added' ? 'interfaceAdded' : 'interfaceRemoved', { index })];
    if (change.what === 'subnet')
      return [t('subnet', { index, before: change.before ?? t('noSubnet'), after: change.after ?? t('noSubnet') })];
    return [
      ...(change.added.length === 0 ? [] : [t('groupsAdded', { index, groups: change.added.join(', ') })]),
      ...(change.removed.length === 0 ? [] : [t('groupsRemoved', { index, groups: change.removed.join(', ') })]),
    ];
  };
};
