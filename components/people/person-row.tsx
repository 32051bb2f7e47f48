'use client';

import { useTranslations } from 'use-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import { iconButtonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { Menu, type MenuItem } from '@/components/ui/menu';
import { RelativeTime, ShortTime } from '@/components/ui/relative-time';
import { Td, Tr } from '@/components/ui/table';
import type { PersonView } from '@/lib/data/people/people-views';

/** What can be done about a person. */
export type PersonAct = 'roles' | 'link' | 'sessions' | 'factors' | 'disable' | 'enable' | 'withdraw' | 'erase';

const TONES: Readonly<Record<PersonView['state'], Tone>> = { active: 'ok', invited: 'info', disabled: 'neutral' };

/** What can be done, in the order of the menu. One's own second factors one changes on the page of one's account. */
const actsOf = ({ state, details }: PersonView, own: boolean): readonly PersonAct[] => {
  if (state === 'invited') return ['roles', 'link', 'withdraw'];
  const second = !own && details?.factors.some((factor) => factor === 'totp' || factor === 'passkey');
  const reset = second ? (['factors'] as const) : [];
  return state === 'active' ? ['roles', 'link', 'sessions', ...reset, 'disable', 'erase'] : ['roles', ...reset, 'enable', 'erase'];
};

/** What of the columns only a wide window has room for. */
export const COLUMN = { medium: 'hidden md:table-cell', wide: 'hidden lg:table-cell' } as const;

const Roles = ({ person }: { readonly person: PersonView }) => {
  const t = useTranslations('people.list');
  const role = useTranslations('problems.access.roles');
  if (person.grants.length === 0) return <span className="text-text-dim">{t('noRole')}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {person.grants.map((grant) => (
        <Badge key={`${grant.role} ${grant.account}`} {...(grant.byClaims ? { title: t('byClaims') } : {})}>
          {grant.account === null ? role(grant.role) : t('roleIn', { role: role(grant.role), account: grant.account })}
        </Badge>
      ))}
    </span>
  );
};

const State = ({ person }: { readonly person: PersonView }) => {
  const t = useTranslations('people.list');
  const expiresAt = person.state === 'invited' ? (person.details?.link?.expiresAt ?? null) : null;
  return (
    <span className="flex flex-col items-start">
      <Badge tone={TONES[person.state]}>{t(`states.${person.state}`)}</Badge>
      {expiresAt !== null && <span className="text-xs text-text-dim">{t.rich('until', { time: () => <ShortTime at={expiresAt} /> })}</span>}
    </span>
  );
};

/** One person: who, which roles, and what can be done. `whyNot`: why the person who looks may not do it. */
export const PersonRow = (props: {
  readonly person: PersonView;
  readonly own: boolean;
  readonly details: boolean;
  readonly whyNot: string | null;
  readonly onAct: (act: PersonAct) => void;
}) => {
  const { person, own, whyNot, onAct } = props;
  const t = useTranslations('people');
  const who = useTranslations('common.who');
  const { details } = person;
  const items: readonly MenuItem[] = actsOf(person, own).map((act) => ({
    key: act,
    text: t(act === 'link' && person.state === 'invited' ? 'acts.renew' : `acts.${act}`),
    reason: whyNot,
    onChoose: () => onAct(act),
  }));
  return (
    <Tr>
      <Td>
        <span className="flex min-w-40 flex-col py-1">
          <span className="flex flex-wrap items-center gap-2 font-semibold wrap-anywhere">
            {person.name}
            {own && <Badge tone="accent">{who('you')}</Badge>}
          </span>
          {details !== null && <span className="text-xs text-text-dim wrap-anywhere">{details.email}</span>}
        </span>
      </Td>
      <Td>
        <Roles person={person} />
      </Td>
      <Td className={COLUMN.medium}>
        <State person={person} />
      </Td>
      {props.details && (
        <>
          <Td className={COLUMN.wide}>
            {details?.signedInAt == null ? (
              <span className="text-text-dim">{t('list.never')}</span>
            ) : (
              <RelativeTime at={details.signedInAt} />
            )}
          </Td>
          <Td className={COLUMN.wide}>
            {details === null || details.factors.length === 0 ? (
              <span className="text-text-dim">{t('list.noFactor')}</span>
            ) : (
              details.factors.map((factor) => t(`list.factors.${factor}`)).join(', ')
            )}
          </Td>
        </>
      )}
      <Td className="w-11">
        <Menu label={t('actsFor', { name: person.name })} buttonClassName={iconButtonClass()} button={<Icon name="more" />} items={items} />
      </Td>
    </Tr>
  );
};
