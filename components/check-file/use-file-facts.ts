'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Tellable } from '@/components/ui/problem-words';
import type { Place } from '@/lib/paths';
import { factsQuery } from '@/lib/queries/facts';
import { pointQuery } from '@/lib/queries/points';
import { problemOf } from '@/lib/queries/problem-error';
import type { Facts } from '@/lib/restore/facts';
import type { FactsSubject } from '@/lib/restore/facts-subject';
import type { KnownBackup } from '@/lib/restore/import/file-context';
import type { RestoreInput } from '@/lib/restore/import/input';
import type { GivenFile } from './use-checked-file';

const NO_PLACE: Place = { account: '', region: '' };
/** Of a file that is not there nothing is asked. */
const NO_SUBJECT: FactsSubject = {
  subnetIds: [],
  interfaceIds: [],
  instanceTypes: [],
  vpcIds: [],
  recoveryPointArn: null,
  resourceArn: null,
  restoreRoleArn: null,
  instanceProfileName: null,
  vault: null,
  kmsKeyIds: [],
  otherTypes: false,
};

/** What the account tells about a file, and how asking goes. */
export interface FileFacts {
  /** `null`: nothing is known. */
  readonly known: Facts | null;
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
export const useFileFacts = (place: Place | null, { judge, input, metadata }: GivenFile, wanted: boolean): FileFacts => {
  const { backup, absent, asking } = useBackup(place, input, wanted);
  const subject = useMemo(
    () => (judge === null || metadata === null || input === null ? NO_SUBJECT : judge.fileSubject(metadata, input, backup)),
    [judge, metadata, input, backup],
  );
  const enabled = wanted && place !== null && metadata !== null;
  const facts = useQuery({ ...factsQuery(place ?? NO_PLACE, subject), enabled });
  const answer = enabled ? facts.data : undefined;
  return {
    known: answer?.facts ?? null,
    backup: wanted ? backup : null,
    asking: enabled && (facts.isPending || facts.isPlaceholderData || (asking && backup === null)),
    problem: enabled && facts.error !== null ? problemOf(facts.error) : null,
    pointAbsent: wanted && absent,
    asOf: answer?.facts.subnets.asOf ?? null,
  };
};
