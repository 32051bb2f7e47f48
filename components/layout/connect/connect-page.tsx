import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { type ProblemWords, problemWords } from '@/components/ui/problem-words';
import type { AwsProblem, CredentialsSource } from '@/lib/aws-problem';
import { getTranslator } from '@/lib/i18n/server';
import { paths } from '@/lib/paths';
import { awsProblem } from '@/lib/problem';
import { LinkButton } from '../../ui/link-button';
import { ComeBack } from '../come-back';
import { CommandLine } from '../command-line';
import { RetryButton } from '../retry-button';

/** Why the console does not know where it belongs. */
export type ConnectProblem = AwsProblem | { readonly code: 'no-region' };

type Way = 'region' | 'profile' | 'keys' | 'role' | 'sso' | 'clock' | 'network';

/** The lines that a person may type, for each way of giving what is missing. Names of variables and commands are no words to be translated. */
const LINES: Readonly<Record<Way, readonly string[]>> = {
  region: ['AWS_REGION=ap-northeast-1 npm start'],
  profile: ['AWS_PROFILE=default AWS_REGION=ap-northeast-1 npm start'],
  keys: ['export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… AWS_REGION=ap-northeast-1', 'npm start'],
  role: [],
  sso: ['aws sso login --profile default'],
  clock: ['aws sts get-caller-identity', 'date -u'],
  network: ['curl -sI https://sts.ap-northeast-1.amazonaws.com', 'env | grep -iE "proxy|AWS_ENDPOINT_URL"'],
};

const WAYS: Readonly<Partial<Record<ConnectProblem['code'], readonly Way[]>>> = {
  'no-region': ['region', 'profile'],
  'no-credentials': ['profile', 'keys', 'sso', 'role'],
  'invalid-credentials': ['profile', 'keys', 'clock'],
  'clock-differs': ['clock'],
  unreachable: ['network'],
};

/** What is to be done about expired ones is said with the problem; here is how it is typed. */
const RENEWALS: Readonly<Record<CredentialsSource, readonly Way[]>> = {
  environment: ['keys', 'profile'],
  file: [],
  process: [],
  sso: ['sso'],
  role: ['role'],
  unknown: ['sso', 'keys'],
};

const waysOf = (problem: ConnectProblem): readonly Way[] =>
  problem.code === 'expired-credentials' ? RENEWALS[problem.source] : (WAYS[problem.code] ?? []);

const Line = ({ text }: { readonly text: string }) => <CommandLine text={text} />;

const WayPanel = async ({ way }: { readonly way: Way }) => {
  const t = await getTranslator('settings');
  return (
    <Panel title={t(`connect.ways.${way}.title`)}>
      <div className="flex flex-col gap-2">
        <p>{t(`connect.ways.${way}.text`)}</p>
        {LINES[way].map((line) => (
          <Line key={line} text={line} />
        ))}
      </div>
    </Panel>
  );
};

const words = async (problem: ConnectProblem): Promise<ProblemWords> => {
  const t = await getTranslator('settings');
  if (problem.code === 'no-region') return { title: t('connect.noRegion.title'), text: t('connect.noRegion.text') };
  return problemWords(await getTranslator('problems'), awsProblem(problem));
};

/** The first page while the console has no place to lead to: what is missing, how to give it, and another try. */
export const ConnectPage = async ({ problem }: { readonly problem: ConnectProblem }) => {
  const t = await getTranslator('settings');
  const tell = await getTranslator('problems');
  const { title, text, todo, quote = '' } = await words(problem);
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-4">
      <PageHeader title={t('connect.title')} about={t('connect.about')} />
      <Notice
        tone={problem.code === 'no-region' || problem.code === 'no-credentials' ? 'warn' : 'danger'}
        title={title}
        actions={
          <>
            <RetryButton />
            <LinkButton href={paths.settings()}>{t('title')}</LinkButton>
          </>
        }
      >
        {problem.code !== 'no-region' && <ComeBack problem={awsProblem(problem)} />}
        <p>{text}</p>
        {todo !== undefined && <p className="text-text-dim">{todo}</p>}
        {quote !== '' && (
          <figure className="mt-2 border-l-2 border-line-strong pl-3">
            <figcaption className="text-xs text-text-dim">{tell('quote')}</figcaption>
            <blockquote className="mono wrap-anywhere">{quote}</blockquote>
          </figure>
        )}
      </Notice>
      {waysOf(problem).map((way) => (
        <WayPanel key={way} way={way} />
      ))}
      <Panel title={t('connect.demo.title')}>
        <div className="flex flex-col gap-2">
          <p>{t('connect.demo.text')}</p>
          <Line text="npm run demo" />
        </div>
      </Panel>
    </div>
  );
};
