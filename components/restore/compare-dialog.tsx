'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog } from '@/components/ui/dialog';
import { backedUpLayout } from '@/lib/restore/backed-up-layout';
import { useEditor } from './editor-context';
import { LayoutCompare } from './layout-compare';

/** The backed-up layout beside the planned one. */
export const CompareDialog = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const t = useTranslations('restore.compare');
  const plan = useEditor((state) => state.plan);
  const backup = useMemo(() => backedUpLayout(plan.source), [plan.source]);
  return (
    <Dialog open={open} onClose={onClose} title={t('title')} width="large">
      {backup.ok ? (
        <LayoutCompare label={t('title')} before={backup.value} after={plan} heads={[t('before'), t('after')]} />
      ) : (
        <p>{t('unreadable')}</p>
      )}
    </Dialog>
  );
};
