'use client';

import { useQuery } from '@tanstack/react-query';
import { useTimeZone, useTranslations } from 'use-intl';
import { TextLink } from '@/components/ui/text-link';
import type { FindView } from '@/lib/data/finding/views';
import { type Place, paths } from '@/lib/paths';
import { findQuery } from '@/lib/queries/finding';
import { useFindWords, useHolderWords } from './find-words';

const MOST = 4;

const Finds = ({ place, found }: { readonly place: Place; readonly found: FindView }) => {
  const t = useTranslations('find');
  const words = useFindWords();
  const { holder } = useHolderWords();
  const matches = found.resources.filter((each) => each.addresses.length > 0).slice(0, MOST);
  if (found.holders.length + matches.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5">
      {found.holders.slice(0, MOST).map((each) => (
        <li key={`${each.interfaceId} ${each.address}`} className="flex flex-wrap gap-x-2">
          <TextLink href={paths.address(place, each.address.split('/')[0] ?? each.address)} className="mono">
            {each.address}
          </TextLink>
          <span>
            {t('held')}: {t('heldBy', { role: t(`roles.${each.role}`), holder: holder(each) })}
          </span>
        </li>
      ))}
      {matches.map((each) => (
        <li key={each.arn} className="flex flex-wrap gap-x-2">
          <TextLink href={paths.resource(place, each.arn)}>{each.name ?? each.id}</TextLink>
          <span>{each.addresses[0] === undefined ? '' : words.why(each.addresses[0])}</span>
        </li>
      ))}
    </ul>
  );
};

/** Under the search box of a list: how the text was understood, who has the addresses of it, why rows were found, and what of the index is missing. */
export const FoundStrip = ({ place, text }: { readonly place: Place; readonly text: string }) => {
  const t = useTranslations('find');
  const timeZone = useTimeZone() ?? 'UTC';
  const words = useFindWords();
  const { data, isPlaceholderData } = useQuery(findQuery(place, text, timeZone));
  const meant = data?.understood.some((term) => term.kind !== 'word') === true;
  if (data === undefined || !meant) return null;
  const address = data.understood.find((term) => term.kind === 'address')?.address;
  return (
    <div className={isPlaceholderData ? 'opacity-60' : ''}>
      <div className="flex flex-col gap-1 rounded-md border border-line bg-surface-1 px-3 py-2">
        <p role="status" className="text-text-dim">
          {words.understood(data.understood)}
          {address !== undefined && (
            <>
              {' · '}
              <TextLink href={paths.address(place, address)}>{t('history', { address })}</TextLink>
            </>
          )}
        </p>
        <Finds place={place} found={data} />
        {words.missing(data).map((sentence) => (
          <p key={sentence} role="status" className="text-text-dim">
            {sentence}
          </p>
        ))}
      </div>
    </div>
  );
};
