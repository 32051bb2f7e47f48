import * as sdk from '@aws-sdk/client-ec2';

/** Words of a command as a POSIX shell reads them: only what `shellWord` writes. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** `network-interface-id` as the API names it. */
const member = (flag: string): string =>
  flag
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** `AttachmentId=…,DeleteOnTermination=false`, the CLI's short way to write a structure. */
const structure = (text: string): object =>
  Object.fromEntries(
    text.split(',').map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return [name, value === 'true' || value === 'false' ? value === 'true' : value];
    }),
  );

const givenAs = (flag: string, values: readonly string[]): unknown => {
  const [first = ''] = values;
  if (values.length === 0) return true;
  if (flag === 'attachment') return structure(first);
  if (flag === 'device-index') return Number(first);
  return flag.endsWith('ids') || flag.endsWith('addresses') ? values : first;
};

/** Does what a command `aws ec2 ACTION --region … --flag value…` does, with the SDK: tests of the commands that people copy run where there is no AWS CLI. */
export const runAwsCommand = async (command: string): Promise<void> => {
  const [aws, service, action = '', ...rest] = wordsOf(command);
  if (aws !== 'aws' || service !== 'ec2') throw new Error(`not a command of EC2: ${command}`);
  const input: Record<string, unknown> = {};
  let region = '';
  for (let at = 0; at < rest.length; ) {
    const flag = rest[at]?.replace(/^--/, '') ?? '';
    const next = rest.findIndex((word, i) => i > at && word.startsWith('--'));
    const values = rest.slice(at + 1, next < 0 ? rest.length : next);
    if (flag === 'region') region = values[0] ?? '';
    else if (flag.startsWith('no-')) input[member(flag.slice(3))] = { Value: false };
    else if (flag === 'disable-api-termination') input[member(flag)] = { Value: true };
    else input[member(flag)] = givenAs(flag, values);
    at = next < 0 ? rest.length : next;
  }
  const Command = (sdk as unknown as Record<string, new (given: object) => never>)[`${member(action)}Command`];
  if (Command === undefined) throw new Error(`the SDK knows no ${action}`);
  await new sdk.EC2Client({ region }).send(new Command(input));
};
