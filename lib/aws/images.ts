import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import type { ImageFact } from '@/lib/restore/facts';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** The AMI behind an EC2 recovery point (F9, F10); `null` where AWS knows none. Disabled images are asked for too: AWS hides them otherwise. */
export const image = async (aws: Aws, imageId: string): Promise<Result<ImageFact | null, AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:DescribeImages', () =>
    client.send(new sdk.DescribeImagesCommand({ ImageIds: [imageId], IncludeDisabled: true, IncludeDeprecated: true })),
  );
  if (!answer.ok) return isUnknownImage(answer.error) ? ok(null) : answer;
  const found = answer.value.Images?.[0];
  if (found === undefined) return ok(null);
  const volumes = (found.BlockDeviceMappings ?? []).flatMap((mapping) => mapping.Ebs ?? []);
  return ok({
    id: imageId,
    state: found.State ?? '',
    architecture: found.Architecture ?? null,
    platform: found.PlatformDetails ?? found.Platform ?? null,
    imageAllowed: found.ImageAllowed ?? null,
    requiresImdsv2: found.ImdsSupport === 'v2.0',
    encryptedKmsKeyIds: [...new Set(volumes.flatMap((volume) => volume.KmsKeyId ?? []))],
    unnamedKey: volumes.some((volume) => volume.Encrypted === true && volume.KmsKeyId === undefined),
    rootDevice: found.RootDeviceName ?? null,
    volumes: (found.BlockDeviceMappings ?? []).flatMap(({ DeviceName, Ebs }) =>
      DeviceName === undefined || Ebs?.VolumeSize === undefined
        ? []
        : [{ device: DeviceName, sizeGib: Ebs.VolumeSize, encrypted: Ebs.Encrypted === true }],
    ),
  });
};

const isUnknownImage = (problem: AwsProblem): boolean =>
  problem.code === 'not-found' || (problem.code === 'invalid-request' && problem.awsCode.startsWith('InvalidAMIID.'));
