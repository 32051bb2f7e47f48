'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';

/** The answer of `aws backup get-recovery-point-restore-metadata`, as the AWS CLI prints it. */
const cliAnswer = (what: {
  readonly vaultArn: string | null;
  readonly arn: string;
  readonly metadata: Readonly<Record<string, string>>;
}): string =>
  `${JSON.stringify(
    { ...(what.vaultArn === null ? {} : { BackupVaultArn: what.vaultArn }), RecoveryPointArn: what.arn, RestoreMetadata: what.metadata },
    null,
    4,
  )}\n`;

const save = (text: string, name: string) => {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** The metadata exactly as AWS gave it, to be read, copied and downloaded in the form that the AWS CLI gives it. */
export const RawMetadata = (props: {
  readonly vaultArn: string | null;
  readonly arn: string;
  readonly id: string;
  readonly metadata: Readonly<Record<string, string>>;
}) => {
  const t = useTranslations('points.metadata');
  const copied = useTranslations('common.copy');
  const text = cliAnswer(props);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      flash({ tone: 'ok', text: copied('done') });
    } catch {
      flash({ tone: 'warn', text: copied('failed') });
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-text-dim">{t('rawAbout')}</p>
        <div className="flex gap-2">
          <Button size="small" icon="copy" onClick={() => void copy()}>
            {t('copy')}
          </Button>
          <Button size="small" icon="download" onClick={() => save(text, `restore-metadata-${props.id}.json`)}>
            {t('download')}
          </Button>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="mono max-h-[60dvh] overflow-auto rounded-md border border-line bg-surface-0 p-3">
        {text}
      </pre>
    </div>
  );
};
