import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '@/lib/i18n/messages/en/settings.json';
import { ACTIONS } from '@/lib/restore/way-run/act';
import { browsePolicy, dryRunPolicy, NEEDED_ACTIONS, OPTIONAL_ACTIONS, restorePolicy, takeOverPolicy } from './policies';

const gateway = new URL('../aws/', import.meta.url);

/** Every action that the gateway names when it calls AWS. */
const called = (): readonly string[] => {
  const sources = readdirSync(gateway).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  const text = sources.map((name) => readFileSync(new URL(name, gateway), 'utf8')).join('\n');
  return [...text.matchAll(/(?:call|pages)\(\s*'([a-z0-9]+:[A-Za-z]+)'/g)].map((match) => match[1] ?? '');
};

const listed = browsePolicy().Statement.flatMap((statement) => statement.Action);

describe('the policies', () => {
  it('allow what the gateway calls and nothing else', () => {
    const apart = [
      'sts:GetCallerIdentity',
      'backup:StartRestoreJob',
      'ec2:RunInstances',
      'backup:StartBackupJob',
      'backup:DescribeBackupJob',
    ];
    const wanted = new Set(called().filter((action) => !apart.includes(action)));
    expect([...listed].sort()).toEqual([...wanted].sort());
  });

  it('keep what could launch instances out of the others', () => {
    const place = { partition: 'aws', account: '123456789012', region: 'us-east-1' };
    expect(JSON.stringify([browsePolicy(), restorePolicy(place)])).not.toContain('ec2:RunInstances');
    expect(dryRunPolicy(place).Statement.map((statement) => statement.Action)).toEqual(['ec2:RunInstances']);
  });

  it('allow to take over only by itself, in the account and region, what a way does', () => {
    const place = { partition: 'aws', account: '123456789012', region: 'us-east-1' };
    const [own, hold, cleanUp, backup] = takeOverPolicy(place).Statement;
    expect([...(own?.Action ?? []), ...(hold?.Action ?? []), ...(cleanUp?.Action ?? [])].sort()).toEqual(
      [...new Set(Object.values(ACTIONS))].sort(),
    );
    expect(own?.Resource).toEqual([
      'arn:aws:ec2:us-east-1:123456789012:instance/*',
      'arn:aws:ec2:us-east-1:123456789012:network-interface/*',
    ]);
    expect(backup?.Action).toEqual(['backup:StartBackupJob', 'backup:DescribeBackupJob']);
    const others = JSON.stringify([browsePolicy(), restorePolicy(place), dryRunPolicy(place)]);
    expect(hold?.Action).toEqual(['ec2:CreateSubnetCidrReservation', 'ec2:DeleteSubnetCidrReservation']);
    expect(cleanUp?.Action).toEqual(['ec2:DeleteVolume', 'ec2:DeleteNetworkInterface']);
    for (const action of [...(own?.Action ?? []), ...(hold?.Action ?? []), ...(cleanUp?.Action ?? [])])
      expect(others).not.toContain(action);
  });

  it('tell of each optional action what is missing without it', () => {
    expect(Object.keys(en.optional).sort()).toEqual(OPTIONAL_ACTIONS.map((action) => action.replace(':', '_')).sort());
    expect(NEEDED_ACTIONS.filter((action) => (OPTIONAL_ACTIONS as readonly string[]).includes(action))).toEqual([]);
  });

  it('name the place and its partition where a restore is started', () => {
    const [start, pass] = restorePolicy({ partition: 'aws-cn', account: '123456789012', region: 'cn-north-1' }).Statement;
    expect(start?.Resource).toEqual([
      'arn:aws-cn:ec2:cn-north-1::image/*',
      'arn:aws-cn:backup:cn-north-1:123456789012:recovery-point:*',
      'arn:aws-cn:backup:cn-north-1:123456789012:backup-vault:*',
    ]);
    expect(pass?.Resource).toBe('arn:aws-cn:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole');
    expect(pass?.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } });
  });
});
