'use client';

import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { CodeBlock } from '@/components/ui/code-block';
import { TextLink } from '@/components/ui/text-link';
import type { PlacedWay } from '@/lib/data/way-runs/views';
import { paths } from '@/lib/paths';

/** A way whose plan is gone has no page: what is left of it is told here, with the commands that undo it, the last step first. */
const WithoutPlan = ({ way }: { readonly way: PlacedWay }) => {
  const t = useTranslations('settings.takeOver');
  const commands = way.steps.flatMap(({ undo }) => undo ?? []).toReversed();
  return (
    <>
      <p>{t(commands.length > 0 ? 'noPlan' : 'noPlanYet')}</p>
      {commands.length > 0 && <CodeBlock text={commands.join('\n')} label={t('commands')} />}
    </>
  );
};

/** Every way that is watched, and who carries it out now: whoever ends take-over sees what people have to do from then on. */
export const WaysUnderWay = ({ ways }: { readonly ways: readonly PlacedWay[] }) => {
  const t = useTranslations('settings.takeOver');
  const who = useWho();
  if (ways.length === 0) return null;
  return (
    <section aria-label={t('underWay')} className="flex flex-col gap-1">
      <h3 className="font-semibold">{t('underWay')}</h3>
      <ul className="flex flex-col gap-2 text-xs">
        {ways.map((way) => (
          <li key={way.id} className="flex flex-col items-start gap-1 wrap-anywhere">
            <p>
              {t('way', {
                kind: way.kind.replaceAll('-', '_'),
                address: way.address,
                name: way.name,
                account: way.account,
                region: way.region,
                state: way.state,
                mode: way.mode.replaceAll('-', '_'),
                who: who.inText(way.actor),
              })}
            </p>
            {way.hasPlan ? <TextLink href={paths.restore(way, way.draftId)}>{t('openPlan')}</TextLink> : <WithoutPlan way={way} />}
          </li>
        ))}
      </ul>
    </section>
  );
};
