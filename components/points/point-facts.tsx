'use client';

import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { formatBytes } from '@/components/ui/bytes';
import { CopyableId } from '@/components/ui/copyable-id';
import { useTickingNow } from '@/components/ui/now';
import { FactList } from '@/components/ui/panel';
import { ExactTime, RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { PointDetail, PointExtra, PointView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { DeletedBadge, hasOwnName } from './point-words';

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

const MINUTE_MS = 60_000;
const STORAGE = ['WARM', 'COLD', 'DELETED'] as const;

const ResourceValue = ({ place, point }: { readonly place: Place; readonly point: PointView }) => {
  const href = paths.resource(place, point.resourceArn);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {hasOwnName(point) ? (
        <>
          <TextLink href={href}>{point.resourceName}</TextLink>
          <CopyableId value={point.resourceId} max={30} />
        </>
      ) : (
        <CopyableId value={point.resourceId} href={href} max={30} />
      )}
      {point.resourceDeleted === true && <DeletedBadge />}
    </span>
  );
};

const VaultsValue = (props: { readonly place: Place; readonly vaults: readonly string[]; readonly here: string }) => {
  const t = useTranslations('points.facts');
  return (
    <ul>
      {props.vaults.map((vault) => (
        <li key={vault}>
          <TextLink href={paths.vault(props.place, vault)}>{vault}</TextLink>
          {props.vaults.length > 1 && vault === props.here && <span className="text-text-dim"> ({t('vaultHere')})</span>}
        </li>
      ))}
    </ul>
  );
};

const AddressLinks = ({ place, addresses }: { readonly place: Place; readonly addresses: readonly string[] }) => (
  <ul className="flex flex-wrap gap-x-3">
    {addresses.map((address) => (
      <li key={address}>
        {address.includes('/') ? (
          <span className="mono">{address}</span>
        ) : (
          <CopyableId value={address} href={paths.address(place, address)} />
        )}
      </li>
    ))}
  </ul>
);

/** The addresses of the backup, and beside them what the instance is and has now; that is known once AWS's detail has come. */
const useAddressFacts = (place: Place, point: PointView, live: PointDetail['live'] | undefined): readonly Fact[] => {
  const t = useTranslations('points.addresses');
  if (point.addresses === null) return [];
  const { addresses } = point;
  const backedUp =
    typeof addresses === 'string' ? (
      t(addresses)
    ) : addresses.length === 0 ? (
      t('none')
    ) : (
      <AddressLinks place={place} addresses={addresses} />
    );
  const now =
    live === null ? (
      t('gone')
    ) : (
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span>{live === undefined ? '' : t('state', { state: live.state })}</span>
        <AddressLinks place={place} addresses={live?.addresses ?? []} />
      </div>
    );
  return [{ name: t('facts'), value: backedUp }, ...(live === undefined ? [] : [{ name: t('now'), value: now }])];
};

const useOwnFacts = (place: Place, point: PointView, vaults: readonly string[], live: PointDetail['live'] | undefined): readonly Fact[] => {
  const addresses = useAddressFacts(place, point, live);
  const t = useTranslations('points.facts');
  const common = useTranslations('common');
  const locale = useLocale();
  const tookMs = point.completedAt === null ? null : Date.parse(point.completedAt) - Date.parse(point.createdAt);
  return [
    { name: t('id'), value: <CopyableId value={point.arn} max={30} /> },
    { name: t('resource'), value: <ResourceValue place={place} point={point} /> },
    { name: t('vaults', { count: vaults.length }), value: <VaultsValue place={place} vaults={vaults} here={point.vault} /> },
    {
      name: common('facts.created'),
      value: (
        <span className="flex flex-wrap gap-x-2">
          <ExactTime at={point.createdAt} />
          {tookMs !== null && tookMs > 0 && (
            <span className="text-text-dim">{t('took', { minutes: Math.max(1, Math.round(tookMs / MINUTE_MS)) })}</span>
          )}
        </span>
      ),
    },
    ...addresses,
    { name: common('facts.size'), value: point.sizeBytes === null ? common('states.unknown') : formatBytes(point.sizeBytes, locale) },
    { name: t('deletes'), value: point.deleteAt === null ? t('kept') : <Due at={point.deleteAt} /> },
    ...(point.moveToColdAt === null ? [] : [{ name: t('toCold'), value: <Due at={point.moveToColdAt} /> }]),
    { name: t('scan'), value: <Scan point={point} /> },
  ];
};

const Scan = ({ point }: { readonly point: PointView }) => {
  const t = useTranslations('points.scanOf');
  if (point.scan === null) return <span className="text-text-dim">{t('none')}</span>;
  return (
    <span className="flex flex-wrap gap-x-2">
      <span className={point.scan === 'malware' ? 'font-semibold text-danger' : ''}>{t(point.scan)}</span>
      {point.scannedAt !== null && <ExactTime at={point.scannedAt} className="text-text-dim" />}
    </span>
  );
};

/** When something of the point's life happens, and how long that is from now. */
const Due = ({ at }: { readonly at: string }) => {
  const now = useTickingNow();
  return (
    <span className="flex flex-wrap gap-x-2">
      {new Date(at) > now && <RelativeTime at={at} />}
      <ExactTime at={at} className="text-text-dim" />
    </span>
  );
};

const useEncryption = (point: PointView, extra: PointExtra | null): Fact => {
  const t = useTranslations('points.facts');
  const common = useTranslations('common');
  const key = extra?.encryptionKeyArn ?? null;
  if (key !== null && point.encrypted !== false) return { name: t('encryptedBy'), value: <CopyableId value={key} max={30} /> };
  const states = { true: t('encrypted'), false: t('notEncrypted'), null: common('states.unknown') } as const;
  return { name: common('facts.encryption'), value: states[`${point.encrypted}`] };
};

const useExtraFacts = (place: Place, point: PointView, extra: PointExtra): readonly Fact[] => {
  const t = useTranslations('points.facts');
  const storage = STORAGE.find((each) => each === extra.storageClass);
  const optional: readonly (Fact | false)[] = [
    extra.statusMessage !== null && { name: t('message'), value: <q>{extra.statusMessage}</q> },
    extra.storageClass !== null && { name: t('storage'), value: storage === undefined ? extra.storageClass : t(`storageOf.${storage}`) },
    { name: t('plan'), value: extra.backupPlanArn === null ? t('onDemand') : <CopyableId value={extra.backupPlanArn} max={30} /> },
    extra.createdByRoleArn !== null && { name: t('role'), value: <CopyableId value={extra.createdByRoleArn} max={30} /> },
    extra.sourceVaultArn !== null && { name: t('copiedFrom'), value: <CopyableId value={extra.sourceVaultArn} max={30} /> },
    point.parentArn !== null && {
      name: t('parent'),
      value: <CopyableId value={point.parentArn} href={paths.point(place, point.parentArn, point.vault)} max={30} />,
    },
  ];
  return optional.filter((fact) => fact !== false);
};

const Known = (props: {
  readonly place: Place;
  readonly point: PointView;
  readonly vaults: readonly string[];
  readonly extra: PointExtra;
  readonly live: PointDetail['live'];
}) => {
  const own = useOwnFacts(props.place, props.point, props.vaults, props.live);
  const encryption = useEncryption(props.point, props.extra);
  const extra = useExtraFacts(props.place, props.point, props.extra);
  return <FactList facts={[...own, encryption, ...extra]} />;
};

/** The list's own facts; while AWS is asked, with the places of what it will add. */
const Less = (props: {
  readonly place: Place;
  readonly point: PointView;
  readonly vaults: readonly string[];
  readonly loading: boolean;
  readonly live: PointDetail['live'] | undefined;
}) => {
  const t = useTranslations('points.facts');
  const own = useOwnFacts(props.place, props.point, props.vaults, props.live);
  const encryption = useEncryption(props.point, null);
  const waiting = [t('storage'), t('plan'), t('role')].map((name) => ({ name, value: <Skeleton className="h-3 w-2/3" /> }));
  return <FactList facts={[...own, encryption, ...(props.loading ? waiting : [])]} />;
};

/** What is known of a point: at once what the list told; what AWS adds when it has come (`detail`), in rows that are kept for it. */
export const PointFacts = (props: { readonly place: Place; readonly point: PointView; readonly detail: PointDetail | undefined }) => {
  const { place, point, detail } = props;
  const vaults = detail?.vaults ?? [point.vault];
  if (detail?.extra.ok) return <Known place={place} point={detail.point} vaults={vaults} extra={detail.extra.value} live={detail.live} />;
  return <Less place={place} point={detail?.point ?? point} vaults={vaults} loading={detail === undefined} live={detail?.live} />;
};
