/** Where AWS's own console of each partition answers. */
const DOMAINS: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The address of an EC2 instance in AWS's own console; `null` for anything that is not an instance of a partition we know. */
export const instanceConsoleUrl = (arn: string): string | null => {
  const found = /^arn:([\w-]+):ec2:([a-z0-9-]+):\d{12}:instance\/(i-[0-9a-z]+)$/.exec(arn);
  const [, partition = '', region = '', id = ''] = found ?? [];
  const domain = Object.hasOwn(DOMAINS, partition) ? DOMAINS[partition] : undefined;
  return domain === undefined ? null : `https://${region}.${domain}/ec2/home?region=${region}#InstanceDetails:instanceId=${id}`;
};
