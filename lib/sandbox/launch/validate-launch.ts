import { emptyRegion } from '../account/regions';
import type { Failure } from '../account/types';
import { checkAddresses, checkAddressesDry } from './check-addresses';
import { checkNetwork } from './check-network';
import { checkBackup, checkSettings, checkTrust } from './check-settings';
import { checkShape } from './check-shape';
import { firstFailure } from './failure';
import { readLaunch } from './launch-request';
import { type Launch, type LaunchScene, setScene } from './scene';

/** EC2's part of the judgement, in EC2's order: the request by itself, what it names, its addresses. */
const checkLaunch = (launch: Launch): Failure | null => firstFailure([checkShape, checkSettings, checkNetwork, checkAddresses], launch);

/** What a RunInstances dry run tells: permission is somebody else's matter, and addresses in use are not seen. */
export const checkDryRun = (launch: Launch): Failure | null =>
  firstFailure([checkShape, checkSettings, checkNetwork, checkAddressesDry], launch);

/** Reads and judges a restore: a launch that would work, or why it would not. */
export const judge = (scene: LaunchScene, metadata: Readonly<Record<string, string>>): { launch: Launch } | { failure: Failure } => {
  const untrusted = checkTrust(scene);
  if (untrusted !== null) return { failure: untrusted };
  const read = readLaunch(metadata);
  if ('failure' in read) return read;
  const launch = setScene(scene, scene.account.regions[scene.regionName] ?? emptyRegion(scene.regionName), read.request);
  const failure = firstFailure([checkBackup, checkLaunch], launch);
  return failure === null ? { launch } : { failure };
};

/**
 * What AWS would say to this restore of an EC2 point: `null` where it would be accepted, otherwise the code and sentence with which the job
 * turns FAILED. Written from docs/aws-facts.md (V1-V34, F1-F18), on purpose without `lib/restore` and `lib/net`, so that the two can disagree.
 * Looks at `scene.account` and changes nothing.
 */
export const validateLaunch = (scene: LaunchScene, metadata: Readonly<Record<string, string>>): Failure | null => {
  const verdict = judge(scene, metadata);
  return 'failure' in verdict ? verdict.failure : null;
};
