import type { ShellWord } from './shell-words';

const AWS = /(?:^!?|[/\\])aws(?:2|local)?(?:\.exe|\.cmd)?$/i;
/** The AWS CLI's own image: `docker run … amazon/aws-cli backup …`. */
const IMAGE = /(?:^|\/)aws-cli(?::[\w.-]+)?$/;
const NAME = /^[a-z][a-z0-9-]*$/;

/** Options of the AWS CLI before a service that take the next word. */
const GLOBAL = /^--(?:profile|region|endpoint-url|output|query|ca-bundle|color|cli-[\w-]+)$/;

const nameIn = (words: readonly ShellWord[]): string => {
  const operands: string[] = [];
  for (let i = 0; i < words.length && operands.length < 2; i += 1) {
    const text = words[i]?.text ?? '';
    if (GLOBAL.test(text)) i += 1;
    else if (!text.startsWith('-')) operands.push(text);
  }
  return operands.every((each) => NAME.test(each)) ? operands.join(' ') : '';
};

/** What a command of the AWS CLI says behind `aws`, and its name (`backup start-restore-job`). Whatever stands before it does not count: a prompt, `sudo`, `time`, `env A=b`, `aws-vault exec prod --`, `docker run …`. */
export const awsIn = (words: readonly ShellWord[]): { readonly words: readonly ShellWord[]; readonly name: string } | null => {
  const found = words.flatMap((word, i) => {
    if (!AWS.test(word.text) && !IMAGE.test(word.text)) return [];
    // PowerShell: what stands behind is handed on as it is.
    const behind = words.slice(words[i + 1]?.text === '--%' ? i + 2 : i + 1);
    const name = nameIn(behind);
    return name.includes(' ') ? [{ words: behind, name }] : [];
  });
  return found.find(({ name }) => name.startsWith('backup ')) ?? found[0] ?? null;
};
