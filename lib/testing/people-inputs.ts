/** Of operations an input that each takes, and one that it refuses, by their names. */
export type Inputs = Readonly<Record<string, readonly [good: object, bad: unknown]>>;

const id = '00000000-0000-4000-8000-000000000000';
const token = 'x'.repeat(43);
const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} };
const made = { ...credential, response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' } };
const used = { ...credential, response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' } };

/** Those of signing in, of one's own account and of people. */
export const PEOPLE_INPUTS: Inputs = {
  listPeople: [{}, 'everybody'],
  listSessions: [{ person: 'p' }, { person: '' }],
  invitePerson: [
    { name: 'Grace Hill', email: 'grace@example.com', grants: [{ role: 'viewer', account: null }] },
    { name: 'Grace Hill', email: 'grace', grants: [] },
  ],
  makePersonLink: [{ person: 'p' }, {}],
  setRoles: [
    { person: 'p', grants: [{ role: 'operator', account: '123456789012' }], before: [] },
    { person: 'p', grants: [{ role: 'owner', account: '123456789012' }], before: [] },
  ],
  disablePerson: [{ person: 'p' }, { person: 1 }],
  enablePerson: [{ person: 'p' }, { person: null }],
  endPersonSessions: [
    { person: 'p', session: null },
    { person: 'p', session: '' },
  ],
  erasePerson: [{ person: 'p' }, { person: 'x'.repeat(101) }],
  ownAccount: [{}, null],
  changeOwnPassword: [
    { old: 'a', password: 'b' },
    { old: 'a', password: '' },
  ],
  ownProvider: [{}, null],
  beginOwnLink: [{ to: '/account' }, {}],
  removeOwnLink: [{}, null],
  ownSessions: [{}, 1],
  endOwnSessions: [{ session: null }, {}],
  beginOwnTotp: [{}, null],
  confirmOwnTotp: [{ code: '123456' }, { code: ' ' }],
  removeOwnTotp: [{ code: '123456' }, { code: 'x'.repeat(101) }],
  newRecoveryCodes: [{}, 'ten'],
  beginOwnPasskey: [{}, null],
  addOwnPasskey: [
    { name: 'A laptop', answer: made },
    { name: ' ', answer: made },
  ],
  removeOwnPasskey: [{ id }, { id: '' }],
  renameOwnPasskey: [
    { id, name: 'A key' },
    { id, name: ' ' },
  ],
  resetPersonFactors: [{ person: 'p' }, { person: '' }],
  secondStep: [{}, null],
  finishByCode: [{ code: '123456' }, { code: '' }],
  beginByPasskey: [{}, 1],
  finishByPasskey: [{ answer: used }, { answer: { ...used, type: 'password' } }],
  session: [{}, null],
  signInWays: [{}, 1],
  signIn: [
    { email: 'a@example.com', password: 'x' },
    { email: 'a@example.com', password: '' },
  ],
  signInWithOneClick: [{ person: 'somebody' }, { person: 'x'.repeat(101) }],
  signInAgain: [{ password: 'x' }, { password: '' }],
  signOut: [{}, null],
  beginOidc: [{ to: '/' }, {}],
  finishOidc: [
    { code: 'c', state: 's', iss: null, error: null },
    { code: 'c', iss: null, error: null },
  ],
  listClaimRoles: [{}, null],
  changeClaimRoles: [
    { change: 'add', line: { claim: 'groups', value: 'ops', role: 'viewer', account: null } },
    { change: 'add', line: { claim: 'groups', value: 'ops', role: 'viewer', account: '1' } },
  ],
  readLink: [{ token }, { token: `${token}x` }],
  spendLink: [
    { token, password: 'x', name: 'A', email: 'a@example.com' },
    { token, password: 'x', name: ' ', email: 'a@example.com' },
  ],
};
