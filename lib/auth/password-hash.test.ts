import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash';

describe('the hash of a password', () => {
  it('is another one each time, holds nothing of the password, and is known again', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
    expect(one).not.toBe(two);
    expect(one).toMatch(/^scrypt\$65536\$8\$2\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword({ hash: one, password: 'correct horse battery' })).toBe(true);
    expect(await verifyPassword({ hash: one, password: 'correct horse batterz' })).toBe(false);
  });

  it('is the same for the same letters from another keyboard', async () => {
    const hash = await hashPassword('カフェ Café ①②');
    expect(await verifyPassword({ hash, password: 'カフェ Café 12' })).toBe(true);
  });

  it.each(['', 'scrypt', 'bcrypt$65536$8$2$c2FsdA$a2V5', 'ended'])('is not known where %j is stored', async (hash) => {
    expect(await verifyPassword({ hash, password: 'correct horse battery' })).toBe(false);
  });
});
