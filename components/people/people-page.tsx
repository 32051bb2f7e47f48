'use client';

import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFrame } from '@/components/layout/frame-context';
import { Button } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import { PageHeader } from '@/components/ui/page-header';
import { Table, THead, Th } from '@/components/ui/table';
import type { PersonView } from '@/lib/data/people/people-views';
import { peopleQuery } from '@/lib/queries/people';
import { COLUMN, type PersonAct, PersonRow } from './person-row';
import { useWhyNot } from './use-permission';

const InviteDialog = lazyComponent(() => import('./invite-dialog').then((module) => module.InviteDialog));
const RolesDialog = lazyComponent(() => import('./roles-dialog').then((module) => module.RolesDialog));
const LinkDialog = lazyComponent(() => import('./link-dialog').then((module) => module.LinkDialog));
const SessionsDialog = lazyComponent(() => import('./sessions-dialog').then((module) => module.SessionsDialog));
const ConfirmDialog = lazyComponent(() => import('./confirm-dialog').then((module) => module.ConfirmDialog));

interface Chosen {
  readonly act: PersonAct;
  readonly person: PersonView;
}

const ActDialog = ({ chosen: { act, person }, onClose }: { readonly chosen: Chosen; readonly onClose: () => void }) => {
  if (act === 'roles') return <RolesDialog person={person} onClose={onClose} />;
  if (act === 'link') return <LinkDialog person={person} onClose={onClose} />;
  if (act === 'sessions') return <SessionsDialog person={person} onClose={onClose} />;
  return <ConfirmDialog what={act} person={person} onClose={onClose} />;
};

const Head = ({ details }: { readonly details: boolean }) => {
  const t = useTranslations('people.list.columns');
  return (
    <THead>
      <Th>{t('name')}</Th>
      <Th>{t('roles')}</Th>
      <Th className={COLUMN.medium}>{t('state')}</Th>
      {details && (
        <>
          <Th className={COLUMN.wide}>{t('signedIn')}</Th>
          <Th className={COLUMN.wide}>{t('factors')}</Th>
        </>
      )}
      <Th>
        <span className="sr-only">{t('acts')}</span>
      </Th>
    </THead>
  );
};

/** Who is known to the console, with which roles, and what an administrator can do about it. */
export const PeoplePage = () => {
  const t = useTranslations('people');
  const { user } = useFrame();
  const whyNot = useWhyNot('manage-people');
  const { data, isError } = useQuery(peopleQuery());
  const [inviting, setInviting] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  // The page was sent with its first list, so there is always one.
  const people = data ?? [];
  const details = people.some((person) => person.details !== null);
  return (
    <>
      <PageHeader
        title={t('title')}
        about={
          <>
            <span>{t('count', { count: people.length })}</span>
            {isError && (
              <span role="status" className="inline-flex items-center gap-1.5 text-warn">
                <Icon name="warning" />
                {t('stale')}
              </span>
            )}
          </>
        }
        actions={
          <Button tone="primary" icon="plus" reason={whyNot} onClick={() => setInviting(true)}>
            {t('invite.action')}
          </Button>
        }
      />
      <Table label={t('title')}>
        <Head details={details} />
        <tbody>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              own={person.id === user}
              details={details}
              whyNot={whyNot}
              onAct={(act) => setChosen({ act, person })}
            />
          ))}
        </tbody>
      </Table>
      <Suspense>
        {inviting && <InviteDialog onClose={() => setInviting(false)} />}
        {chosen !== null && <ActDialog chosen={chosen} onClose={() => setChosen(null)} />}
      </Suspense>
    </>
  );
};
