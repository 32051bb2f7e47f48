import type { Role } from '@/lib/access/roles';
import { transactionAt } from '@/lib/db/beside';
import { addPerson } from '@/lib/db/repositories/new-people';

interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Who uses the demo. The first is whom it opens as. */
export const DEMO_PEOPLE = [
  { id: 'demo-operator', name: 'Alex Morgan', role: 'operator' },
  { id: 'demo-viewer', name: 'Emma Clark', role: 'viewer' },
  { id: 'demo-approver', name: '佐藤 花子', role: 'approver' },
  { id: 'demo-administrator', name: '田中 健', role: 'administrator' },
] as const satisfies readonly DemoPerson[];

/** What lets a console on this machine sign them in with one click. */
export const ONE_CLICK = { REHOME_ONE_CLICK: DEMO_PEOPLE.map(({ id }) => id).join(',') } as const;

/** Puts the people of the demo into its database, where they are not there yet. */
export const addDemoPeople = (url: string): Promise<void> =>
  transactionAt(url, async (tx) => {
    for (const { id, name, role } of DEMO_PEOPLE)
      await addPerson(tx, { id, name, email: `${id}@example.com`, grants: [{ role, account: null }], by: 'rehome', how: 'demo' });
  });
