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

  /** Of little work. */
  const OF_SCRYPT = 'scrypt$1024$8$1$c2FsdA$vRbhzOgx8gEJtS2f5fdRxm7T2n1NaWa5beNYSdbAmKE';

  it('is known by what it was made with, which stands in it: with other numbers, or by another algorithm, it is another one', async () => {
    expect(await verifyPassword({ hash: OF_SCRYPT, password: 'correct horse battery' })).toBe(true);
    for (const other of [OF_SCRYPT.replace('$1024$', '$2048$'), OF_SCRYPT.replace('scrypt', 'argon2id')])
      expect(await verifyPassword({ hash: other, password: 'correct horse battery' })).toBe(false);
  });

  it.each(['', 'scrypt', 'bcrypt$65536$8$2$c2FsdA$a2V5', 'ended'])('is not known where %j is stored', async (hash) => {
    expect(await verifyPassword({ hash, password: 'correct horse battery' })).toBe(false);
  });
});
