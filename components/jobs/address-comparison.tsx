'use client';

import { useTranslations } from 'use-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import { CopyableId } from '@/components/ui/copyable-id';
import type { IconName } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import { useSentences } from '@/components/ui/use-sentences';
import type { JobOrigin } from '@/lib/data/jobs/views';
import type { AddressMatch, InterfaceMatch } from '@/lib/jobs/compare-addresses';
import { isOpen, type Outcome } from '@/lib/jobs/status';
import { awsProblem } from '@/lib/problem';

const MARKS: Readonly<Record<AddressMatch['match'], readonly [Tone, IconName]>> = {
  same: ['ok', 'done'],
  picked: ['ok', 'done'],
  missing: ['danger', 'error'],
  unasked: ['warn', 'warning'],
  different: ['danger', 'error'],
};

const Address = ({ value, empty }: { readonly value: string | null; readonly empty: string }) =>
  value === null ? <span className="text-text-dim">{empty}</span> : <CopyableId value={value} />;

/** What cannot be compared: `unread` stands in place of the addresses of an instance that were not read, `unasked` of those asked for that nobody can tell; `null` where all can. */
interface Gaps {
  readonly unread: string | null;
  readonly unasked: string | null;
}

const AddressRow = ({ match, gaps: { unread, unasked } }: { readonly match: AddressMatch; readonly gaps: Gaps }) => {
  const t = useTranslations('jobs.addresses');
  const [tone, icon] = MARKS[match.match];
  const { asked } = match;
  return (
    <Tr>
      <Td>{t(`roles.${match.role}`)}</Td>
      <Td>
        <Address
          value={asked?.kind === 'fixed' ? asked.address : null}
          empty={unasked ?? (asked === null ? t('nothing') : t('automatic'))}
        />
      </Td>
      <Td>
        <Address value={match.actual} empty={unread ?? t('none')} />
      </Td>
      <Td>
        {unread === null && unasked === null && (
          <span className="flex">
            <Badge tone={tone} icon={icon}>
              {t(`match.${match.match}`)}
            </Badge>
          </span>
        )}
      </Td>
    </Tr>
  );
};

/** What there is to say of an interface beside its addresses. */
const useRemarks = (match: InterfaceMatch, { unread, unasked: untold }: Gaps): readonly string[] => {
  const t = useTranslations('jobs.addresses');
  const { askedInterfaceId: id, askedSubnetId: asked, actual, deviceIndex: index } = match;
  if (untold !== null) return [];
  if (unread !== null) return id === null ? [] : [t('attach', { id })];
  if (id !== null) return [match.matches ? t('attached', { id }) : t('notAttached', { id })];
  if (actual === null) return [t('missingInterface', { index: index + 1 })];
  const unasked = match.addresses.every((each) => each.asked === null);
  if (unasked) return [t('unaskedInterface')];
  return asked !== null && asked !== actual.subnetId ? [t('otherSubnet', { asked, actual: actual.subnetId })] : [];
};

/** Interfaces count from 1, as everywhere in the console; AWS counts device indexes from 0. */
const Interface = ({ match, gaps }: { readonly match: InterfaceMatch; readonly gaps: Gaps }) => {
  const t = useTranslations('jobs.addresses');
  const remarks = useRemarks(match, gaps);
  const subnet = match.actual?.subnetId ?? match.askedSubnetId;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {t('interface', { index: match.deviceIndex + 1 })}
        {subnet !== null && <CopyableId value={subnet} className="font-normal text-text-dim" />}
        {match.actual !== null && <CopyableId value={match.actual.id} className="font-normal text-text-dim" />}
      </h3>
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
      {match.addresses.length > 0 && (
        <Table label={t('label', { index: match.deviceIndex + 1 })} className="table-fixed">
          <THead>
            <Th className="w-28">{t('role')}</Th>
            <Th>{t('asked')}</Th>
            <Th>{t('actual')}</Th>
            <Th className="w-36">{t('verdict')}</Th>
          </THead>
          <tbody>
            {match.addresses.map((each, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two automatic addresses are alike; their place tells them apart
              <AddressRow key={`${each.role} ${index}`} match={each} gaps={gaps} />
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
};

/** No instance was made, and that is known. */
const madeNothing = (outcome: Outcome): boolean => !isOpen(outcome) && outcome !== 'forgotten' && outcome !== 'completed';

/** Why there is nothing to compare with yet, in a line that is always there until there is. */
const Waiting = ({ origin }: { readonly origin: JobOrigin }) => {
  const t = useTranslations('jobs.addresses');
  const problems = useTranslations('problems');
  const sentences = useSentences();
  if (isOpen(origin.outcome)) return <p className="text-text-dim">{t('when.open')}</p>;
  if (origin.outcome === 'forgotten') return <p className="text-text-dim">{t('when.forgotten')}</p>;
  if (madeNothing(origin.outcome)) return <p className="text-text-dim">{t('when.never')}</p>;
  if (origin.verificationProblem === null) return <p className="text-text-dim">{t('when.reading')}</p>;
  const words = problemWords(problems, awsProblem(origin.verificationProblem));
  return (
    <p className="text-text-dim">
      {sentences(t('when.problem'), problems('asSentence', { title: words.title }), ...(words.todo === undefined ? [] : [words.todo]))}
    </p>
  );
};

const useVerdict = (matches: boolean | null) => {
  const t = useTranslations('jobs.addresses');
  const unknown = useTranslations('common.states')('unknown');
  if (matches === null) return { tone: 'warn', icon: 'unknown', word: unknown, why: t('untold') } as const;
  return matches
    ? ({ tone: 'ok', icon: 'done', word: t('all'), why: t('allWhy') } as const)
    : ({ tone: 'danger', icon: 'error', word: t('differ'), why: t('differWhy') } as const);
};

/** The addresses that were asked for beside those that the instance really has, interface by interface. */
export const AddressComparison = ({ origin }: { readonly origin: JobOrigin }) => {
  const t = useTranslations('jobs.addresses');
  const unknown = useTranslations('common.states')('unknown');
  const { verification } = origin;
  const verdict = useVerdict(verification?.matches ?? null);
  const gaps: Gaps = {
    unread: verification !== null ? null : origin.outcome === 'forgotten' ? unknown : madeNothing(origin.outcome) ? '–' : t('pending'),
    unasked: verification?.matches === null ? unknown : null,
  };
  const interfaces = verification?.interfaces ?? origin.asked;
  const gone = verification?.interfaces.every((each) => each.actual === null) ?? false;
  return (
    <Panel
      title={t('title')}
      actions={
        verification !== null && (
          <Badge tone={verdict.tone} icon={verdict.icon} title={verdict.why}>
            {verdict.word}
          </Badge>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {verification === null ? (
          <Waiting origin={origin} />
        ) : (
          <p className="text-text-dim">
            {gone && verification.matches === false ? t('gone') : verdict.why}{' '}
            {t.rich('verified', { time: () => <RelativeTime at={verification.verifiedAt} /> })}
          </p>
        )}
        {interfaces.map((match) => (
          <Interface key={match.deviceIndex} match={match} gaps={gaps} />
        ))}
      </div>
    </Panel>
  );
};
