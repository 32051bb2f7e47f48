import { LinkButton } from '@/components/ui/link-button';
import { Panel } from '@/components/ui/panel';
import { getTranslator } from '@/lib/i18n/server';
import { paths } from '@/lib/paths';

/** The way to the rules of approval, with how many there are. */
export const ApprovalsSettings = async ({ rules }: { readonly rules: number }) => {
  const t = await getTranslator('approvals');
  return (
    <Panel title={t('settings.panel')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>{t('settings.panelText', { count: rules })}</p>
        <LinkButton href={paths.approvalRules()}>{t('settings.open')}</LinkButton>
      </div>
    </Panel>
  );
};
