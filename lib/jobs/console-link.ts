/** Where AWS's own console of each partition answers. */
const DOMAINS: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

const REGION = /^[a-z0-9-]+$/;

const ec2Page = (partition: string, region: string, page: string): string | null => {
  const domain = Object.hasOwn(DOMAINS, partition) ? DOMAINS[partition] : undefined;
  return domain === undefined || !REGION.test(region) ? null : `https://${region}.${domain}/ec2/home?region=${region}#${page}`;
};

/** The address of an EC2 instance in AWS's own console; `null` for anything that is not an instance of a partition we know. */
export const instanceConsoleUrl = (arn: string): string | null => {
  const found = /^arn:([\w-]+):ec2:([a-z0-9-]+):\d{12}:instance\/(i-[0-9a-z]+)$/.exec(arn);
  const [, partition = '', region = '', id = ''] = found ?? [];
  return ec2Page(partition, region, `InstanceDetails:instanceId=${id}`);
};

/** The address of a network interface in AWS's own console; `null` in a partition that we do not know. */
export const interfaceConsoleUrl = (partition: string, region: string, id: string): string | null =>
  /^eni-[0-9a-z-]+$/.test(id) ? ec2Page(partition, region, `NetworkInterface:networkInterfaceId=${id}`) : null;
