import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import { ValueText } from './value-text';

it.each([
  ['vpc-0038965ef3ab23888', 1],
  ['eni-0196b22fc136f1f81', 1],
  ['arn:aws:iam::123456789012:role/restore', 1],
  ['true', 0],
  ['t2.micro', 0],
  ['ec2-keypair', 0],
])('a value is whole, and has a button that copies it if it is an id: %s', (value, buttons) => {
  onScreen(<ValueText value={value} />);
  expect(screen.getByText(value)).toBeTruthy();
  expect(screen.queryAllByRole('button')).toHaveLength(buttons);
});
