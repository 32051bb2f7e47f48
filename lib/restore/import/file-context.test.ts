import { describe, expect, it } from 'vitest';
import { indexFacts, NO_FACTS } from '../fact-index';
import finalMetadata from '../fixtures/article_final_metadata.json';
import template from '../fixtures/metadata_template.json';
import type { RestoreMetadata } from '../plan';
import { checkFile, fileSubject, type KnownBackup, notesOn } from './file-context';
import { readRestoreInput } from './read-input';

const read = (text: string) => {
  const input = readRestoreInput(text);
  if (!input.ok) throw new Error(input.error.code);
  return input.value;
};
const SUBNET = 'subnet-0bdb9444b6747e0d6';
const backup: KnownBackup = {
  metadata: template.RestoreMetadata,
  resourceArn: 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0f3a9c41d27be5860',
  vault: 'aws-backup-vault',
};
const index = indexFacts(NO_FACTS);

describe('fileSubject', () => {
  it('asks about everything that the file names', () => {
    const input = read(JSON.stringify(template));
    expect(fileSubject(input.metadata, input, backup)).toEqual({
      subnetIds: [SUBNET],
      interfaceIds: [],
      instanceTypes: ['t2.micro'],
      vpcIds: ['vpc-0038965ef3ab23888'],
      recoveryPointArn: template.RecoveryPointArn,
      resourceArn: backup.resourceArn,
      restoreRoleArn: null,
      instanceProfileName: 'ec2_role',
      vault: 'aws-backup-vault',
      kmsKeyIds: [],
      otherTypes: false,
    });
  });

  it('asks about nothing for a file that says nothing', () => {
    const input = read('{}');
    expect(fileSubject(input.metadata, input, null)).toMatchObject({
      subnetIds: [],
      instanceTypes: [],
      instanceProfileName: null,
      vault: null,
      kmsKeyIds: [],
      otherTypes: false,
    });
  });

  it('asks about each thing once, in order, and about nothing that has no name', () => {
    const nics = ['subnet-c', 'subnet-a', 'subnet-c'].map((SubnetId, DeviceIndex) => ({ DeviceIndex, SubnetId }));
    const metadata = { InstanceType: '', VpcId: '', SubnetId: 'subnet-b', NetworkInterfaces: JSON.stringify(nics) };
    expect(fileSubject(metadata, read('{}'), null)).toMatchObject({
      subnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
      instanceTypes: [],
      vpcIds: [],
    });
  });

  it('asks about interfaces that are attached', () => {
    const metadata = { NetworkInterfaces: '[{"DeviceIndex":0,"NetworkInterfaceId":"eni-1"}]' };
    expect(fileSubject(metadata, read('{}'), null).interfaceIds).toEqual(['eni-1']);
  });
});

describe('checkFile', () => {
  const codes = (metadata: Readonly<Record<string, string>>, known: KnownBackup | null) =>
    checkFile(metadata, index, read('{}'), known, []).map((finding) => finding.code);

  it('judges the instance profile only where the backup is known', () => {
    const other = { ...finalMetadata, IamInstanceProfileName: 'admin' };
    expect(codes(other, null)).not.toContain('profile-other');
    expect(codes(other, backup)).toContain('profile-other');
    expect(codes(finalMetadata, backup)).not.toContain('profile-other');
  });

  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string]>([
    ['a key pair', { KeyName: 'mine' }, { KeyName: 'theirs' }, 'key-pair-other'],
    ['features of the processor', {}, { CpuOptions: '{"AmdSevSnp":"enabled"}' }, 'cpu-feature-lost'],
    [
      'a volume',
      { BlockDeviceMappings: '[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":8}}]' },
      { BlockDeviceMappings: '[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":9}}]' },
      'volume-smaller',
    ],
  ])('compares %s with the backup’s', (_, file, backedUp, code) => {
    const metadata = { ...finalMetadata, ...file };
    expect(codes(metadata, null)).not.toContain(code);
    expect(codes(metadata, { ...backup, metadata: { ...backup.metadata, ...backedUp } })).toContain(code);
  });

  it('does not ask a file for a restore role', () => {
    expect(codes(finalMetadata, backup)).not.toContain('no-restore-role');
  });
});

it('what a person must fill in is still said of a corrected file, what was about the text is not', () => {
  const input = read('{"InstanceType":"t3.micro","SubnetId":"<SUBNET>"}');
  const noted = { ...input, notes: [{ code: 'typographic', severity: 'error', at: '', params: {} } as const] };
  const codes = (file: RestoreMetadata): readonly string[] => notesOn(file, noted).map(({ code, at }) => `${code} ${at}`);
  expect(codes(input.metadata)).toEqual(['typographic ', 'placeholder /SubnetId']);
  expect(codes({ ...input.metadata })).toEqual(['placeholder /SubnetId']);
  expect(codes({ ...input.metadata, SubnetId: 'subnet-1' })).toEqual([]);
});

it('a placeholder in a long list is said by the name of the list', () => {
  const Groups = [...Array.from({ length: 10 }, (_, i) => `sg-${i}`), '<GROUP>'];
  const metadata = { InstanceType: 't3.micro', NetworkInterfaces: JSON.stringify([{ DeviceIndex: 0, Groups }]) };
  expect(notesOn(metadata, { metadata, notes: [] })).toMatchObject([
    { at: '/NetworkInterfaces/0/Groups/10', params: { where: 'Groups', text: '<GROUP>' } },
  ]);
});

it('what only a person can fill in stays of the notes on the text', () => {
  const metadata = { InstanceType: 't3.micro' };
  const notes = (['typographic', 'filled-by-shell', 'not-an-arn', 'placeholder'] as const).map(
    (code) => ({ code, severity: 'error', at: '', params: {} }) as const,
  );
  const codes = (file: RestoreMetadata) => notesOn(file, { metadata, notes }).map(({ code }) => code);
  expect(codes(metadata)).toEqual(['typographic', 'filled-by-shell', 'not-an-arn', 'placeholder']);
  expect(codes({ ...metadata })).toEqual(['filled-by-shell', 'not-an-arn', 'placeholder']);
});

it('placeholders are looked for everywhere but in texts of one’s own, and in JSON only where it belongs', () => {
  const metadata = {
    UserData: '<b>',
    tags: '<b>',
    SubnetId: ' <SUBNET> ',
    NetworkInterfaces: JSON.stringify([{ Description: '<b>', description: '<b>', Groups: ['sg-1', '<GROUP>'], 'a/b': '<C>' }]),
    Own: '{"a":"<B>"}',
    Open: { a: '<D>', Tags: ['<E>'] },
    Number: 5,
  } as unknown as RestoreMetadata;
  expect(notesOn(metadata, { metadata, notes: [] }).map(({ at, params }) => `${at} ${params.where} ${params.text}`)).toEqual([
    '/SubnetId SubnetId <SUBNET>',
    '/NetworkInterfaces/0/Groups/1 Groups <GROUP>',
    '/NetworkInterfaces/0/a~1b a~1b <C>',
    '/Open/a a <D>',
  ]);
});
