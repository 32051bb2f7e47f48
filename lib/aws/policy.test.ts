import { describe, expect, it } from 'vitest';
import { denies, trusts } from './policy';

const BACKUP = 'backup.amazonaws.com';
const caller = { arn: 'arn:aws:iam::123456789012:user/ops', account: '123456789012' };
const START = 'backup:StartRestoreJob';

const trust = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

describe('trusts', () => {
  it('reads a trust policy as IAM sends it, percent-encoded, and as plain JSON', () => {
    const document = trust({ Effect: 'Allow', Principal: { Service: BACKUP }, Action: 'sts:AssumeRole' });
    expect(trusts(document, BACKUP)).toBe(true);
    expect(trusts(encodeURIComponent(document), BACKUP)).toBe(true);
  });

  it('finds the service among several', () => {
    expect(trusts(trust({ Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com', BACKUP] }, Action: ['sts:*'] }), BACKUP)).toBe(true);
  });

  it.each([
    ['another service', trust({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })],
    ['a denial', trust({ Effect: 'Deny', Principal: { Service: BACKUP }, Action: 'sts:AssumeRole' })],
    ['another action', trust({ Effect: 'Allow', Principal: { Service: BACKUP }, Action: 'sts:TagSession' })],
    ['something that is no policy', '%E0%A4%A'],
    ['nothing', undefined],
  ])('does not find it in %s', (_, document) => {
    expect(trusts(document, BACKUP)).toBe(false);
  });
});

describe('denies', () => {
  const policy = (statement: object): string => trust({ Effect: 'Deny', Action: START, Resource: '*', ...statement });

  it.each([
    ['everybody', { Principal: '*' }],
    ['everybody, spelt long', { Principal: { AWS: '*' } }],
    ['the account', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } }],
    ['the caller', { Principal: { AWS: [caller.arn] } }],
  ])('sees a denial of %s', (_, statement) => {
    expect(denies(policy(statement), START, caller)).toBe('yes');
  });

  it('sees wildcards and exceptions of actions', () => {
    expect(denies(policy({ Principal: '*', Action: 'backup:Start*' }), START, caller)).toBe('yes');
    expect(denies(trust({ Effect: 'Deny', Principal: '*', NotAction: 'backup:List*', Resource: '*' }), START, caller)).toBe('yes');
    expect(denies(policy({ Principal: '*', Action: 'backup:DeleteRecoveryPoint' }), START, caller)).toBe('no');
  });

  it('sees a denial of the role behind a session, and of the session itself', () => {
    const session = { arn: 'arn:aws:sts::123456789012:assumed-role/Operators/mori', account: '123456789012' };
    const role = 'arn:aws:iam::123456789012:role';
    const denied = (AWS: string) => denies(policy({ Principal: { AWS } }), START, session);
    expect(denied(`${role}/Operators`)).toBe('yes');
    expect(denied(`${role}/team/Operators`)).toBe('yes');
    expect(denied(session.arn)).toBe('yes');
    expect(denied(`${role}/NotOperators`)).toBe('no');
    expect(denied('arn:aws:iam::999988887777:role/Operators')).toBe('no');
  });

  it('leaves others alone', () => {
    expect(denies(policy({ Principal: { AWS: 'arn:aws:iam::123456789012:user/other' } }), START, caller)).toBe('no');
    expect(denies(trust({ Effect: 'Allow', Principal: '*', Action: START }), START, caller)).toBe('no');
  });

  it('does not pretend to know what a condition, an exception or a broken document says', () => {
    expect(denies(policy({ Principal: '*', Condition: { StringNotEquals: { 'aws:userid': ['A'] } } }), START, caller)).toBe('perhaps');
    expect(denies(policy({ NotPrincipal: { AWS: 'arn:aws:iam::123456789012:role/x' } }), START, caller)).toBe('perhaps');
    expect(denies('{', START, caller)).toBe('perhaps');
  });
});
