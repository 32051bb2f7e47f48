import { describe, expect, it } from 'vitest';
import { briefValue } from './brief-value';

describe('briefValue', () => {
  it('names addresses with their roles', () => {
    const text = '[{"Primary":true,"PrivateIpAddress":"10.1.10.115"},{"Primary":false,"PrivateIpAddress":"10.1.10.100"}]';
    expect(briefValue(text)).toBe('P\u00a010.1.10.115, S\u00a010.1.10.100');
  });

  it.each([[null], [''], ['x86_64'], ['[]'], ['[{"Ipv6Address":"::1"}]'], ['[{']])('leaves %j as it is', (text) => {
    expect(briefValue(text)).toBe(text);
  });
});
