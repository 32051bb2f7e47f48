import { expect, it } from 'vitest';
import { ownerTag, tellingTags } from './telling-tags';

it('keeps what tells whose a machine is and what it belongs to, and nothing else', () => {
  expect(tellingTags({ Name: 'web-01', Owner: 'team-a', secret: 'x', 'cost-center': '12', 'aws:autoscaling:groupName': 'web' })).toEqual({
    'aws:autoscaling:groupName': 'web',
    Owner: 'team-a',
    'cost-center': '12',
  });
  expect(tellingTags({ owner: '' })).toEqual({});
});

it('keeps eight at most, those of AWS first', () => {
  const many = Object.fromEntries(
    ['app', 'env', 'role', 'stage', 'team', 'owner', 'product', 'project', 'service'].map((key) => [key, key]),
  );
  const kept = tellingTags({ ...many, 'aws:cloudformation:stack-name': 'net' });
  expect(Object.keys(kept)).toHaveLength(8);
  expect(Object.keys(kept)[0]).toBe('aws:cloudformation:stack-name');
});

it('names whom to ask by the plainest tag', () => {
  expect(ownerTag({ 'created-by': 'ci', 'owner-email': 'a@example.com' })).toEqual({ key: 'owner-email', value: 'a@example.com' });
  expect(ownerTag({ env: 'prod' })).toBeNull();
});
