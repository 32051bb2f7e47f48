import { Badge } from '@/components/ui/badge';
import { CopyableId } from '@/components/ui/copyable-id';
import { FactList, Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import type { Connection } from '@/lib/data/connection';
import { getTranslator } from '@/lib/i18n/server';
import { awsProblem } from '@/lib/problem';
import { CommandLine } from '../command-line';
import { RetryButton } from '../retry-button';

const Caller = async ({ connection }: { readonly connection: Connection }) => {
  const t = await getTranslator('settings');
  const tell = await getTranslator('problems');
  const { caller } = connection;
  if (caller === null) return <span className="text-warn">{t('connect.noRegion.title')}</span>;
  if (caller.ok) return <CopyableId value={caller.value.arn} max={64} />;
  const words = problemWords(tell, awsProblem(caller.error));
  return (
    <span className="flex flex-wrap items-center gap-2">
      <span className="text-warn">{words.title}</span>
      <RetryButton tone="secondary" />
      <span className="basis-full text-text-dim">{words.todo}</span>
    </span>
  );
};

/** Where requests go: AWS itself, or what stands in for it. */
const Endpoint = async ({ connection }: { readonly connection: Connection }) => {
  const t = await getTranslator('settings');
  return (
    <span className="flex flex-wrap items-center gap-2">
      {connection.endpoint === null ? t('connection.aws') : <CopyableId value={connection.endpoint} max={64} />}
      {connection.simulated && <Badge tone="warn">{t('connection.simulated')}</Badge>}
    </span>
  );
};

/** What the console is connected to: whose credentials, where, and where it keeps its data; nothing secret. */
export const ConnectionPanel = async ({ connection }: { readonly connection: Connection }) => {
  const t = await getTranslator('settings');
  const { caller, region, regionFrom, profile, database } = connection;
  const from =
    regionFrom === 'profile'
      ? t('connection.fromProfile', { profile: profile ?? 'default' })
      : t('connection.fromVariable', { name: regionFrom });
  const facts = [
    { name: t('connection.caller'), value: <Caller connection={connection} /> },
    ...(caller?.ok ? [{ name: t('connection.account'), value: <CopyableId value={caller.value.account} /> }] : []),
    ...(region === null ? [] : [{ name: t('connection.region'), value: `${region} (${from})` }]),
    { name: t('connection.endpoint'), value: <Endpoint connection={connection} /> },
    {
      name: t('connection.database'),
      value:
        database === null
          ? t('connection.databaseSilent')
          : t('connection.databaseAt', { version: database.version, name: database.database, host: database.host }),
    },
  ];
  return (
    <Panel title={t('connection.title')}>
      <FactList facts={facts} />
      <div className="flex flex-col gap-2 pt-3">
        <p className="text-text-dim">{t('connection.looked')}</p>
        <CommandLine text="AWS_PROFILE=default AWS_REGION=ap-northeast-1 npm start" />
      </div>
    </Panel>
  );
};
