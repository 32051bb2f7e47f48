'use client';

import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { CopyButton } from '@/components/ui/copy-button';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { Tabs } from '@/components/ui/tabs';
import { ValueText } from '@/components/ui/value-text';
import type { AwsProblem } from '@/lib/aws-problem';
import { awsProblem } from '@/lib/problem';
import { metadataFile } from '@/lib/restore/exports';
import { openJson } from '@/lib/restore/json';
import type { Result } from '@/lib/result';

type Metadata = Readonly<Record<string, string>>;

/** JSON inside a value opened and set out; plain text as it is. */
const readable = (value: string): { readonly text: string; readonly block: boolean } => {
  const opened = openJson(value);
  const block = typeof opened === 'object' && opened !== null && Object.keys(opened).length > 0;
  return { text: block ? JSON.stringify(opened, null, 2) : value, block };
};

const Readable = ({ metadata }: { readonly metadata: Metadata }) => {
  const t = useTranslations('jobs.metadata');
  return (
    <dl className="grid grid-cols-1 sm:grid-cols-[minmax(12rem,auto)_minmax(0,1fr)]">
      {Object.entries(metadata).map(([key, value]) => {
        const { text, block } = readable(value);
        return (
          // What has lines of its own takes the whole width below its name.
          <div
            key={key}
            className={cx('grid border-b border-line py-1.5 last:border-b-0 sm:col-span-2', !block && 'sm:grid-cols-subgrid sm:gap-x-4')}
          >
            <dt className="mono text-text-dim wrap-anywhere">{key}</dt>
            <dd className="min-w-0">
              {value === '' ? (
                <span className="text-text-dim">{t('empty')}</span>
              ) : block ? (
                <pre className="mono pl-4 whitespace-pre-wrap wrap-anywhere">{text}</pre>
              ) : (
                <ValueText value={text} />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
};

/**
 * What a job was started with: each key opened, and exactly as it travelled.
 * @param command the CLI call that does the same beside a `metadata.json`, `null` where it is not known in full
 */
export const SentMetadata = ({
  metadata,
  command,
}: {
  readonly metadata: Result<Metadata, AwsProblem>;
  readonly command: string | null;
}) => {
  const t = useTranslations('jobs.metadata');
  if (!metadata.ok)
    return (
      <Panel title={t('title')}>
        <ProblemState problem={awsProblem(metadata.error)} />
      </Panel>
    );
  if (Object.keys(metadata.value).length === 0)
    return (
      <Panel title={t('title')}>
        <p className="text-text-dim">{t('none')}</p>
      </Panel>
    );
  const file = metadataFile(metadata.value);
  const copies = [{ text: file, label: t('copy') }, ...(command === null ? [] : [{ text: command, label: t('command') }])];
  return (
    <Panel
      title={t('title')}
      actions={
        <span className="flex flex-wrap items-center gap-x-4 text-text-dim print:hidden">
          {copies.map(({ text, label }) => (
            <span key={label} className="inline-flex items-center gap-1">
              {label}
              <CopyButton text={text} label={label} />
            </span>
          ))}
        </span>
      }
    >
      <Tabs
        label={t('view')}
        tabs={[
          { key: 'readable', title: t('readable'), content: <Readable metadata={metadata.value} /> },
          {
            key: 'raw',
            title: t('raw'),
            content: (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              <pre tabIndex={0} className="mono max-h-128 overflow-auto whitespace-pre-wrap wrap-anywhere">
                {file}
              </pre>
            ),
          },
        ]}
      />
    </Panel>
  );
};
