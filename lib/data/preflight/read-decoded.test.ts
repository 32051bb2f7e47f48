import { describe, expect, it } from 'vitest';
import { readDecoded } from './read-decoded';

const context = {
  principal: { id: 'AIDACKCEVSQ6C2EXAMPLE', name: 'Bob', arn: 'arn:aws:iam::123456789012:user/Bob' },
  action: 'ec2:StopInstances',
  resource: 'arn:aws:ec2:us-east-1:123456789012:instance/i-dd01c9bd',
  conditions: { items: [] },
};

describe('readDecoded', () => {
  it('reads a refusal for want of any statement that allows', () => {
    const json = JSON.stringify({ allowed: false, explicitDeny: false, matchedStatements: { items: [] }, context });
    expect(readDecoded(json)).toEqual({
      allowed: false,
      explicitDeny: false,
      principal: 'arn:aws:iam::123456789012:user/Bob',
      action: 'ec2:StopInstances',
      resource: 'arn:aws:ec2:us-east-1:123456789012:instance/i-dd01c9bd',
      deniedBy: [],
      whole: JSON.stringify(JSON.parse(json), null, 2),
    });
  });

  it('names the statements that deny, once each, and not those that allow', () => {
    const items = [
      { statementId: 'NoStops', effect: 'DENY' },
      { statementId: 'NoStops', effect: 'DENY' },
      { statementId: '', sourcePolicyId: 'p-guardrail', effect: 'DENY' },
      { statementId: 'Admins', effect: 'ALLOW' },
      { effect: 'DENY' },
    ];
    const read = readDecoded(JSON.stringify({ allowed: false, explicitDeny: true, matchedStatements: { items }, context }));
    expect(read).toMatchObject({ explicitDeny: true, deniedBy: ['NoStops', 'p-guardrail'] });
  });

  it('takes flags written as text, as in AWS’s own example', () => {
    expect(readDecoded(JSON.stringify({ allowed: 'false', explicitDeny: 'true', matchedStatements: '' }))).toMatchObject({
      allowed: false,
      explicitDeny: true,
      principal: null,
      deniedBy: [],
    });
  });

  it.each(['', 'no JSON', '[]', 'null', '{"context":7,"matchedStatements":{"items":[1]}}'])('keeps what it cannot read: %s', (json) => {
    expect(readDecoded(json)).toMatchObject({ allowed: null, action: null, deniedBy: [] });
  });
});
