'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Tellable } from '@/components/ui/problem-words';
import type { Place } from '@/lib/paths';
import { factsQuery } from '@/lib/queries/facts';
import { pointQuery } from '@/lib/queries/points';
import { problemOf } from '@/lib/queries/problem-error';
import { type FactIndex, indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import { fileSubject, type KnownBackup } from '@/lib/restore/import/file-context';
import type { RestoreInput } from '@/lib/restore/import/input';
import type { RestoreMetadata } from '@/lib/restore/plan';

const NOTHING_KNOWN = indexFacts(NO_FACTS);
const NO_PLACE: Place = { account: '', region: '' };
const NO_INPUT = { region: null, recoveryPointArn: null, restoreRoleArn: null, copyTags: null, ignored: [] } as const;

/** What the account tells about a file, and how asking goes. */
export interface FileFacts {
  readonly index: FactIndex;
  readonly backup: KnownBackup | null;
  readonly asking: boolean;
  readonly problem: Tellable | null;
  /** The account was asked for the recovery point, and does not have it. */
  readonly pointAbsent: boolean;
  /** When the oldest answer about the subnets was given; `null` before. */
  readonly asOf: string | null;
}

/** Where a file's facts are asked: the console's account, in the region that the file names, else the console's own. */
export const placeOfFile = (home: Place | null, input: RestoreInput | null): Place | null =>
  home === null ? null : { account: home.account, region: input?.region ?? home.region };

/** The backup that a file is for, as the account has it. */
const useBackup = (place: Place | null, input: RestoreInput | null, wanted: boolean) => {
  const arn = input?.recoveryPointArn ?? null;
  const query = useQuery({
    ...pointQuery(place ?? NO_PLACE, arn ?? '', input?.vault ?? null),
    enabled: wanted && place !== null && arn !== null,
  });
  const detail = query.data;
  const backup = useMemo<KnownBackup | null>(() => {
    if (detail === undefined || !detail.metadata.ok) return null;
    const { resourceArn, vault } = detail.point;
    return { metadata: detail.metadata.value, resourceArn: resourceArn === '' ? null : resourceArn, vault };
  }, [detail]);
  return { backup, absent: query.error !== null && problemOf(query.error).code === 'not-found', asking: query.isFetching };
};

/** Asks the account about a file while `wanted`; otherwise, and until it answers, nothing is known. */
export const useFileFacts = (
  place: Place | null,
  input: RestoreInput | null,
  metadata: RestoreMetadata | null,
  wanted: boolean,
): FileFacts => {
  const { backup, absent, asking } = useBackup(place, input, wanted);
  const subject = useMemo(() => fileSubject(metadata ?? {}, input ?? NO_INPUT, backup), [metadata, input, backup]);
  const enabled = wanted && place !== null && metadata !== null;
  const facts = useQuery({ ...factsQuery(place ?? NO_PLACE, subject), enabled });
  const answer = enabled ? facts.data : undefined;
  const index = useMemo(() => (answer === undefined ? NOTHING_KNOWN : indexFacts(answer.facts)), [answer]);
  return {
    index,
    backup: wanted ? backup : null,
    asking: enabled && (facts.isPending || facts.isPlaceholderData || (asking && backup === null)),
    problem: enabled && facts.error !== null ? problemOf(facts.error) : null,
    pointAbsent: wanted && absent,
    asOf: answer?.facts.subnets.asOf ?? null,
  };
};
