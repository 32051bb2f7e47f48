import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import type { WorkList } from '@/lib/data/background-work/views';
import { getTranslator } from '@/lib/i18n/server';
import { paths } from '@/lib/paths';

/** The way to the background work, with what is wrong with it as far as that can be told now. `null`: it cannot. */
export const WorkPanel = async ({ work }: { readonly work: WorkList | null }) => {
  const t = await getTranslator('work');
  const failed = work?.counts.failed ?? 0;
  return (
    <Panel title={t('title')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex flex-wrap items-center gap-2">
          {t('panel.text')}
          {work?.workers.running === 0 && (
            <Badge tone="danger" icon="error">
              {t('workers.none')}
            </Badge>
          )}
          {failed > 0 && (
            <Badge tone="danger" icon="error">
              {t('panel.failed', { count: failed })}
            </Badge>
          )}
        </p>
        <LinkButton href={paths.work()}>{t('panel.open')}</LinkButton>
      </div>
    </Panel>
  );
};
