import { DescribeKeyPairsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, it } from 'vitest';
import { draftAt, must, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { decodeAuthorization, dryRun } from './preflight';

const account = simulatedAccount();

beforeEach(async () => {
  await account.control('faults', undefined, 'DELETE');
});

describe('a dry run', () => {
  it('finds nothing wrong with the article’s restore, and creates nothing', async () => {
    const { draftId } = await draftAt('10.1.10.230');
    expect(must(await dryRun(SCOPE, draftId))).toEqual({ outcome: 'nothing-found' });
  });

  it('does not see that an address is in use (3.1)', async () => {
    const { draftId } = await draftAt('10.1.10.115');
    expect(must(await dryRun(SCOPE, draftId))).toEqual({ outcome: 'nothing-found' });
  });

  it('quotes AWS where it would refuse', async () => {
    const { draftId } = await draftAt('10.1.11.5');
    expect(must(await dryRun(SCOPE, draftId))).toMatchObject({ outcome: 'refused', awsCode: 'InvalidParameterValue' });
  });

  it('does not take the console’s own missing permission for the restore’s', async () => {
    const { draftId } = await draftAt('10.1.10.231');
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'RunInstances' });
    const answer = must(await dryRun(SCOPE, draftId));
    expect(answer).toMatchObject({ outcome: 'not-permitted', action: 'ec2:RunInstances' });
    const encoded = answer.outcome === 'not-permitted' ? (answer.encoded ?? '') : '';
    expect(must(await decodeAuthorization(SCOPE, encoded))).toMatchObject({ allowed: false, action: 'ec2:RunInstances' });
  });

  it('knows no draft of another place', async () => {
    expect(await dryRun(SCOPE, '00000000-0000-4000-8000-000000000000')).toMatchObject({
      ok: false,
      error: { code: 'not-found', what: 'draft' },
    });
  });
});

describe('an encoded authorization failure', () => {
  it('is opened inside AWS’s sentence', async () => {
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeKeyPairs' });
    const sentence = await new EC2Client({}).send(new DescribeKeyPairsCommand({})).catch((error: Error) => error.message);
    expect(must(await decodeAuthorization(SCOPE, String(sentence)))).toMatchObject({
      allowed: false,
      explicitDeny: false,
      action: 'ec2:DescribeKeyPairs',
      principal: expect.stringContaining('arn:aws:iam::123456789012:'),
    });
  });

  it.each(['not encoded at all', 'abcDEF123'])('says that “%s” is none', async (text) => {
    expect(await decodeAuthorization(SCOPE, text)).toEqual({ ok: false, error: { code: 'not-encoded' } });
  });
});
