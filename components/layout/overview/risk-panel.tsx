'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { CopyableId } from '@/components/ui/copyable-id';
import { useTickingNow } from '@/components/ui/now';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { SkeletonRows } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { EndingView, MachineAtRisk, ProtectionView } from '@/lib/data/protection/views';
import { type Place, paths } from '@/lib/paths';
import { problemOf } from '@/lib/queries/problem-error';
import { protectionQuery } from '@/lib/queries/protection';
import { tellable } from '../tellable';

const Head = ({ text }: { readonly text: string }) => <h3 className="bg-surface-2 px-4 py-1 text-xs text-text-dim">{text}</h3>;
const Quiet = ({ children }: { readonly children: ReactNode }) => <p className="px-4 py-2.5 text-text-dim">{children}</p>;

const Row = (props: { readonly name: string; readonly href: string | null; readonly id: string; readonly children: ReactNode }) => {
  const { name, href, id, children } = props;
  return (
    <li className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 border-b border-line px-4 py-1 last:border-b-0">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        {href === null ? (
          name !== id && <span className="font-semibold wrap-anywhere">{name}</span>
        ) : (
          <TextLink href={href} className="font-semibold wrap-anywhere">
            {name}
          </TextLink>
        )}
        {(id !== name || href === null) && <CopyableId value={id} />}
      </span>
      {children}
    </li>
  );
};

const MachineRow = ({ place, machine }: { readonly place: Place; readonly machine: MachineAtRisk }) => {
  const t = useTranslations('overview.risk');
  const { arn, id, name, newestAt } = machine;
  return (
    // Without a point AWS Backup may not know the instance, and there is no page to lead to.
    <Row name={name ?? id} id={id} href={newestAt === null ? null : paths.resource(place, arn)}>
      {newestAt === null ? (
        <Badge tone="danger" icon="warning">
          {t('never')}
        </Badge>
      ) : (
        <span className="text-text-dim">{t.rich('newest', { when: () => <RelativeTime at={newestAt} /> })}</span>
      )}
    </Row>
  );
};

const EndingRow = ({ place, ending }: { readonly place: Place; readonly ending: EndingView }) => {
  const t = useTranslations('overview.risk');
  const now = useTickingNow();
  const { id, name, type, point, deleteAt } = ending;
  const when = { when: () => <RelativeTime at={deleteAt} /> };
  return (
    <Row name={name ?? id} id={id} href={paths.point(place, point.arn, point.vault)}>
      <span className="flex items-center gap-x-3">
        <span className="text-text-dim">{Date.parse(deleteAt) < now.getTime() ? t.rich('due', when) : t.rich('deleted', when)}</span>
        <Badge>{type}</Badge>
      </span>
    </Row>
  );
};

/** Rows of a list, and how many more there are. */
const Rows = ({ more, children }: { readonly more: number; readonly children: ReactNode }) => {
  const t = useTranslations('overview.risk');
  return (
    <>
      <ul>{children}</ul>
      {more > 0 && <p className="border-t border-line px-4 py-1.5 text-text-dim">{t('more', { count: more })}</p>}
    </>
  );
};

const Machines = ({ place, view }: { readonly place: Place; readonly view: ProtectionView }) => {
  const t = useTranslations('overview.risk');
  const { machines, problem, recentHours: hours } = view;
  if (machines === null)
    return (
      <>
        <Head text={t('machines', { hours, count: 0 })} />
        {problem === null ? (
          <Quiet>{t('notKnown')}</Quiet>
        ) : (
          <>
            <Quiet>{t('unread')}</Quiet>
            <ProblemState problem={tellable(problem)} />
          </>
        )}
      </>
    );
  const count = machines.total - machines.recent;
  return (
    <>
      <Head text={t('machines', { hours, count })} />
      {count === 0 ? (
        <Quiet>{t('machinesNone', { total: machines.total })}</Quiet>
      ) : (
        <>
          <Rows more={count - machines.atRisk.length}>
            {machines.atRisk.map((machine) => (
              <MachineRow key={machine.id} place={place} machine={machine} />
            ))}
          </Rows>
          <p className="border-t border-line px-4 py-1.5 text-xs text-text-dim">{t('todo')}</p>
        </>
      )}
    </>
  );
};

const Ending = ({ place, view }: { readonly place: Place; readonly view: ProtectionView }) => {
  const t = useTranslations('overview.risk');
  const { ending, soonDays: days } = view;
  return (
    <>
      <Head text={t('ending', { days, count: ending?.count ?? 0 })} />
      {ending === null ? (
        <Quiet>{t(view.problem === null ? 'notKnown' : 'unread')}</Quiet>
      ) : ending.count === 0 ? (
        <Quiet>{t('endingNone', { days })}</Quiet>
      ) : (
        <Rows more={ending.count - ending.resources.length}>
          {ending.resources.map((each) => (
            <EndingRow key={each.arn} place={place} ending={each} />
          ))}
        </Rows>
      )}
    </>
  );
};

/** What would be lost or could not be brought back as it is now: instances without a recent recovery point, and last points that are deleted soon. */
export const RiskPanel = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('overview.risk');
  const { data, error } = useQuery(protectionQuery(place));
  return (
    <Panel title={t('title')} flush actions={<TextLink href={`${paths.resources(place)}?state=there&dir=asc`}>{t('all')}</TextLink>}>
      {data === undefined && error === null && <SkeletonRows rows={4} label={t('loading')} />}
      {data === undefined && error !== null && <ProblemState problem={problemOf(error)} />}
      {data !== undefined && (
        <>
          <Machines place={place} view={data} />
          <Ending place={place} view={data} />
        </>
      )}
    </Panel>
  );
};
