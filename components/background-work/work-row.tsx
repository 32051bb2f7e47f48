'use client';

import { useTranslations } from 'use-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import { CopyableId } from '@/components/ui/copyable-id';
import type { IconName } from '@/components/ui/icon';
import { useTickingNow } from '@/components/ui/now';
import { RelativeTime, ShortTime } from '@/components/ui/relative-time';
import { Td, Tr } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { WorkView } from '@/lib/data/background-work/views';
import { paths } from '@/lib/paths';
import { WorkButtons, type WorkButtonsProps } from './work-buttons';
import { workName } from './work-words';

const STATES: Readonly<Record<WorkView['state'], readonly [Tone, IconName]>> = {
  failed: ['danger', 'error'],
  running: ['accent', 'refresh'],
  retrying: ['warn', 'warning'],
  waiting: ['neutral', 'job'],
};

const None = () => <span className="text-text-dim">–</span>;

const What = ({ work }: { readonly work: WorkView }) => {
  const t = useTranslations('work');
  const name = workName(t, work);
  return work.restoreId === null ? name : <TextLink href={paths.historyEntry(work.restoreId)}>{name}</TextLink>;
};

/** When it is tried next. What should have begun already is due, and not tried "a minute ago". */
const Due = ({ at }: { readonly at: string }) => {
  const t = useTranslations('work');
  const now = useTickingNow();
  return new Date(at) > now ? <RelativeTime at={at} /> : t.rich('overdue', { time: () => <ShortTime at={at} /> });
};

/** Why the last try came to nothing. An unexpected error is found in the log by its id. */
const Failure = ({ failure }: Pick<WorkView, 'failure'>) => {
  const t = useTranslations('work.failure');
  if (failure === null) return null;
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-text-dim">
      {t(failure.code)}
      {failure.code === 'unexpected' && <CopyableId value={failure.log} max={16} />}
    </span>
  );
};

/** One task. */
export const WorkRow = (props: WorkButtonsProps) => {
  const { work } = props;
  const t = useTranslations('work');
  const [tone, icon] = STATES[work.state];
  return (
    <Tr>
      <Td>
        <Badge tone={tone} icon={icon}>
          {t(`state.${work.state}`)}
        </Badge>
      </Td>
      <Td className="min-w-44 wrap-anywhere">
        <What work={work} />
        <Failure failure={work.failure} />
      </Td>
      <Td>
        {work.place === null ? (
          <None />
        ) : (
          <span className="mono whitespace-nowrap">
            {work.place.region}
            <span className="block text-text-dim">{work.place.account}</span>
          </span>
        )}
      </Td>
      <Td>
        <RelativeTime at={work.since} />
      </Td>
      <Td>{work.dueAt === null ? <None /> : <Due at={work.dueAt} />}</Td>
      <Td numeric>{work.tries ?? '–'}</Td>
      <Td>
        <WorkButtons {...props} />
      </Td>
    </Tr>
  );
};
