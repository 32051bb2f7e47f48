import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import finalMetadata from '../../fixtures/article_final_metadata.json';
import template from '../../fixtures/metadata_template.json';
import type { RestoreInput } from '../input';
import { readRestoreInput } from '../read-input';

const arn = template.RecoveryPointArn;
const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const job = '1323657E-2AA4-1D94-2C48-5D7A423E7394';
const metadata = finalMetadata;

const read = (value: unknown): RestoreInput => {
  const result = readRestoreInput(typeof value === 'string' ? value : JSON.stringify(value, null, 1));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const refused = (value: unknown) => {
  const result = readRestoreInput(typeof value === 'string' ? value : JSON.stringify(value, null, 1));
  if (result.ok) throw new Error(`was read: ${JSON.stringify(result.value)}`);
  return result.error;
};
const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

const body = { RecoveryPointArn: arn, Metadata: metadata, IamRoleArn: role, ResourceType: 'EC2' };
const camel = { recoveryPointArn: arn, metadata, iamRoleArn: role, resourceType: 'EC2', copySourceTagsToRestoredResource: true };
const snake = { recovery_point_arn: arn, metadata, iam_role_arn: role, copy_source_tags_to_restored_resource: false };
const trail = {
  eventVersion: '1.09',
  eventSource: 'backup.amazonaws.com',
  eventName: 'StartRestoreJob',
  awsRegion: 'ap-northeast-1',
  requestParameters: camel,
  responseElements: { restoreJobId: job },
};
const har = {
  log: {
    version: '1.2',
    entries: [
      { request: { method: 'GET', url: 'https://example.com' }, response: { content: { text: '<html></html>' } } },
      { request: { method: 'PUT', postData: { mimeType: 'application/json', text: JSON.stringify(body) } } },
    ],
  },
};
const consoleRequest = { path: '/restore-jobs', method: 'PUT', contentString: JSON.stringify(body) };
const state = {
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:backup:startRestoreJob',
  Parameters: { RecoveryPointArn: arn, Metadata: metadata, 'IamRoleArn.$': '$.role' },
  End: true,
};

describe('metadata is read out of what holds it', () => {
  it.each<[string, unknown, Partial<RestoreInput>]>([
    ['a map', metadata, { form: 'map', within: null }],
    [
      'a map in lower camel case',
      Object.fromEntries(Object.entries(metadata).map(([k, v]) => [k.charAt(0).toLowerCase() + k.slice(1), v])),
      { form: 'map' },
    ],
    ['nothing', {}, { form: 'map' }],
    ['get-recovery-point-restore-metadata', template, { form: 'answer', recoveryPointArn: arn, vault: 'aws-backup-vault' }],
    ['the same from boto3', { ...template, ResponseMetadata: { HTTPStatusCode: 200 } }, { form: 'answer', recoveryPointArn: arn }],
    [
      'the same from the JavaScript SDK',
      { $metadata: { httpStatusCode: 200 }, ...template },
      { form: 'answer', vault: 'aws-backup-vault' },
    ],
    [
      'the same with its map as text',
      { ...template, RestoreMetadata: JSON.stringify(template.RestoreMetadata) },
      { form: 'answer', metadata: template.RestoreMetadata },
    ],
    ['get-restore-job-metadata', { RestoreJobId: job, Metadata: metadata }, { form: 'job-answer', metadata }],
    [
      'get-restore-testing-inferred-metadata',
      { InferredMetadata: { instanceType: 't3.micro', requireImdsV2: 'true' } },
      { form: 'inferred-answer' },
    ],
    ['a body of StartRestoreJob', body, { form: 'request', recoveryPointArn: arn, restoreRoleArn: role, metadata }],
    ['a body without a recovery point', { Metadata: metadata }, { form: 'request', metadata }],
    ['a body of an SDK', camel, { form: 'request', recoveryPointArn: arn, restoreRoleArn: role, copyTags: true }],
    ['a body in snake case', snake, { form: 'request', recoveryPointArn: arn, restoreRoleArn: role, copyTags: false }],
    ['a CloudTrail record', trail, { form: 'request', within: 'cloudtrail', recoveryPointArn: arn, metadata }],
    ['a CloudTrail log file', { Records: [{ ...trail, eventName: 'ListRestoreJobs' }, trail] }, { within: 'cloudtrail', metadata }],
    [
      'cloudtrail lookup-events',
      { Events: [{ EventName: 'StartRestoreJob', CloudTrailEvent: JSON.stringify(trail) }] },
      { within: 'cloudtrail', metadata },
    ],
    [
      'a CloudTrail event of EventBridge',
      { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.backup', detail: trail },
      { within: 'event', metadata },
    ],
    ['a state of Step Functions', state, { within: 'step-functions', metadata, restoreRoleArn: '$.role' }],
    ['a state machine', { StartAt: 'A', States: { A: state } }, { within: 'step-functions', metadata }],
    [
      'a state with JSONata',
      { ...state, Parameters: undefined, Arguments: body, QueryLanguage: 'JSONata' },
      { within: 'step-functions', metadata },
    ],
    [
      'an execution’s history',
      { events: [{ taskScheduledEventDetails: { parameters: JSON.stringify(body) } }] },
      { within: 'step-functions', metadata },
    ],
    ['a browser’s recording', har, { within: 'har', metadata, recoveryPointArn: arn }],
    ['a request of the AWS console', consoleRequest, { metadata, recoveryPointArn: arn }],
    [
      'a Systems Manager step',
      { name: 'x', action: 'aws:executeAwsApi', inputs: { Service: 'backup', Api: 'StartRestoreJob', ...body } },
      { within: 'automation', metadata },
    ],
    [
      'a Systems Manager document',
      { schemaVersion: '0.3', mainSteps: [{ action: 'aws:executeAwsApi', inputs: body }] },
      { within: 'automation', metadata },
    ],
    [
      'a message of SNS',
      { Type: 'Notification', Message: JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', detail: trail }) },
      { metadata },
    ],
    ['a list of one answer', [template], { form: 'answer', within: 'list', metadata: template.RestoreMetadata }],
    ['JSON that was printed as a string', JSON.stringify(JSON.stringify(body)), { metadata }],
    [
      'a line of a log',
      `2026-11-01 10:00:00 INFO request: ${JSON.stringify(body)} sent\n`,
      { form: 'request', metadata, recoveryPointArn: arn },
    ],
    [
      'a request of curl',
      `curl -X PUT https://backup.example.com/restore-jobs --data-raw '${JSON.stringify(body)}'`,
      { form: 'request', metadata },
    ],
    [
      'the short form of the AWS CLI',
      'InstanceType=t3.micro,SubnetId=subnet-1\n',
      { form: 'map', metadata: { InstanceType: 't3.micro', SubnetId: 'subnet-1' } },
    ],
    ['the colours of jq', JSON.stringify(metadata, null, 2).replace(/"(\w+)":/g, '\u001b[34;1m"$1"\u001b[0m:'), { form: 'map', metadata }],
    ['a quoted mail', JSON.stringify(metadata, null, 2).replace(/^/gm, '> '), { form: 'map', metadata }],
    [
      'a command that is quoted in a mail',
      `> aws backup start-restore-job \\\n>   --metadata '${JSON.stringify(metadata)}'`,
      { form: 'command', metadata },
    ],
    ['the inside of a JSON string', JSON.stringify(JSON.stringify(metadata)).slice(1, -1), { form: 'map', metadata }],
  ])('%s', (_, value, right) => {
    expect(read(value)).toMatchObject(right);
    expect(read(value).notes.filter(({ code }) => code !== 'placeholder')).toEqual([]);
  });

  it('an empty ResourceType beside metadata is an error, and the rest is checked', () => {
    expect(read({ ...body, ResourceType: '' })).toMatchObject({ metadata, notes: [{ code: 'empty-resource-type', severity: 'error' }] });
  });

  it('a Metadata that is text in a body is an error, and its inside is checked', () => {
    expect(read({ ...body, Metadata: JSON.stringify(metadata) })).toMatchObject({
      metadata,
      notes: [{ code: 'metadata-as-text', severity: 'error' }],
    });
  });
});

describe('what is something else is told by its name', () => {
  const describedJob = JSON.parse(fixture('p16-describe-restore-job-failed.json'));
  const failed = describedJob.StatusMessage;
  const event = (detail: object, type = 'Restore Job State Change') => ({
    version: '0',
    'detail-type': type,
    source: 'aws.backup',
    detail,
  });
  const decoded = JSON.parse(JSON.parse(fixture('p30-decoded-message.json')).DecodedMessage);

  it.each<[string, unknown, object]>([
    [
      'describe-recovery-point',
      { RecoveryPointArn: arn, BackupVaultName: 'v', ResourceType: 'EC2', Status: 'COMPLETED', CreationDate: 1 },
      { code: 'is-recovery-point', params: { arn, vault: 'v' } },
    ],
    ['list-recovery-points-by-resource', { RecoveryPoints: [{ RecoveryPointArn: arn }] }, { code: 'is-recovery-points' }],
    ['describe-restore-job, failed', describedJob, { code: 'is-failed-job', params: { id: job }, failure: failed }],
    [
      'describe-restore-job, running',
      { ...describedJob, Status: 'RUNNING', StatusMessage: undefined },
      { code: 'is-restore-job', params: { id: job, status: 'RUNNING' }, failure: null },
    ],
    [
      'the event of a failed job',
      event({ restoreJobId: job, status: 'FAILED', statusMessage: failed }),
      { code: 'is-failed-job', failure: failed },
    ],
    [
      'the event of a created job',
      event({ restoreJobId: job, state: 'CREATED' }),
      { code: 'is-restore-job', params: { status: 'CREATED' } },
    ],
    [
      'that event as a message of SNS',
      { Type: 'Notification', Message: JSON.stringify(event({ restoreJobId: job, status: 'FAILED', statusMessage: failed })) },
      { code: 'is-failed-job', failure: failed },
    ],
    [
      'that event in a queue',
      { Messages: [{ Body: JSON.stringify(event({ restoreJobId: job, status: 'FAILED', statusMessage: failed })) }] },
      { code: 'is-failed-job' },
    ],
    ['list-restore-jobs', { RestoreJobs: [describedJob, describedJob] }, { code: 'is-restore-jobs' }],
    ['list-restore-jobs with one', { RestoreJobs: [describedJob] }, { code: 'is-failed-job' }],
    ['start-restore-job', { RestoreJobId: job }, { code: 'is-started', params: { id: job } }],
    ['start-restore-job from boto3', { RestoreJobId: job, ResponseMetadata: {} }, { code: 'is-started' }],
    [
      'the CloudTrail event of a restore’s end',
      {
        eventSource: 'backup.amazonaws.com',
        eventName: 'RestoreCompleted',
        serviceEventDetails: { restoreJobId: job, status: 'FAILED', statusMessage: failed },
      },
      { code: 'is-failed-job' },
    ],
    [
      'a CloudTrail record that hides its metadata',
      { ...trail, requestParameters: { ...camel, metadata: 'HIDDEN_DUE_TO_SECURITY_REASONS' } },
      { code: 'hidden-metadata', params: { id: job } },
    ],
    [
      'another CloudTrail record',
      { ...trail, eventName: 'DescribeRestoreJob' },
      { code: 'is-trail', params: { call: 'DescribeRestoreJob' } },
    ],
    [
      'the event of a backup job',
      event({ backupJobId: 'x', state: 'COMPLETED' }, 'Backup Job State Change'),
      { code: 'is-event', params: { type: 'Backup Job State Change' } },
    ],
    ['describe-backup-job', { BackupJobId: 'x', RecoveryPointArn: arn, CreationDate: 1 }, { code: 'is-backup-job' }],
    [
      'decode-authorization-message',
      JSON.parse(fixture('p30-decoded-message.json')),
      { code: 'is-authorization', params: { action: 'iam:PassRole' } },
    ],
    ['its inside', decoded, { code: 'is-authorization', params: { resource: 'arn:aws:iam::123456789012:role/WebServerRole' } }],
    ['its inside, an explicit deny', { ...decoded, explicitDeny: true }, { code: 'is-authorization', params: { explicit: true } }],
    ['create-restore-testing-selection', JSON.parse(fixture('p14-restore-testing-selection.json')), { code: 'is-testing-selection' }],
    [
      'a bare selection',
      { RestoreTestingSelectionName: 'x', RestoreMetadataOverrides: { instanceType: 't3.micro' } },
      { code: 'is-testing-selection' },
    ],
    ['a restore-testing plan', { RestoreTestingPlan: { RestoreTestingPlanName: 'x' } }, { code: 'is-testing-plan' }],
    ['a policy', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, { code: 'is-policy' }],
    ['get-role-policy', { RoleName: 'r', PolicyName: 'p', PolicyDocument: { Statement: [] } }, { code: 'is-policy' }],
    [
      'describe-instances',
      { Reservations: [{ Instances: [{ InstanceId: 'i-1', InstanceType: 't3.micro', SubnetId: 'subnet-1' }] }] },
      { code: 'is-facts', params: { call: 'ec2 describe-instances' } },
    ],
    ['one instance of it', { InstanceId: 'i-1', ImageId: 'ami-1', InstanceType: 't3.micro', SubnetId: 'subnet-1' }, { code: 'is-facts' }],
    [
      'describe-network-interfaces',
      { NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', OwnerId: '1', SubnetId: 'subnet-1' }] },
      { code: 'is-facts', params: { call: 'ec2 describe-network-interfaces' } },
    ],
    ['describe-subnets', { Subnets: [{ SubnetId: 'subnet-1' }] }, { code: 'is-facts' }],
    ['get-caller-identity', { UserId: 'A', Account: '1', Arn: 'arn:aws:iam::1:root' }, { code: 'is-facts' }],
    ['a RunInstances request', { ImageId: 'ami-1', InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 }, { code: 'is-run-instances' }],
    ['a launch template', { LaunchTemplateData: { InstanceType: 't3.micro' } }, { code: 'is-run-instances' }],
    [
      'a CloudFormation template',
      {
        AWSTemplateFormatVersion: '2010-09-09',
        Resources: { I: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: 't3.micro', SubnetId: 'subnet-1' } } },
      },
      { code: 'is-template' },
    ],
    [
      'a resource of one',
      { Type: 'AWS::EC2::Instance', Properties: { InstanceType: 't3.micro', SubnetId: 'subnet-1' } },
      { code: 'is-template' },
    ],
    [
      'an error',
      { Error: { Code: 'ResourceNotFoundException', Message: 'no such point' } },
      { code: 'is-aws-error', params: { error: 'ResourceNotFoundException' } },
    ],
    [
      'an error of an SDK',
      { __type: 'com.amazon#AccessDeniedException', message: 'no' },
      { code: 'is-aws-error', params: { error: 'AccessDeniedException' } },
    ],
    [
      'the form of --generate-cli-skeleton',
      JSON.parse(fixture('v14-skeleton.json')),
      { code: 'skeleton', params: { list: expect.stringContaining('ResourceType') } },
    ],
    ['anything', { hello: 'world' }, { code: 'unknown-object', params: { keys: 'hello' } }],
    ['a Kubernetes object', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } }, { code: 'unknown-object' }],
    ['the interfaces alone', JSON.parse(metadata.NetworkInterfaces), { code: 'is-value', params: { key: 'NetworkInterfaces' } }],
    ['one interface', JSON.parse(metadata.NetworkInterfaces)[0], { code: 'is-value' }],
    ['the interfaces as they stand in the map', JSON.stringify(metadata.NetworkInterfaces), { code: 'is-value' }],
    [
      'the block devices alone',
      [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8 } }],
      { code: 'is-value', params: { key: 'BlockDeviceMappings' } },
    ],
    ['a list of nothing we know', [1, 2], { code: 'not-an-object' }],
  ])('%s', (_, value, right) => {
    expect(refused(value)).toMatchObject(right);
  });
});

describe('metadata of another resource type', () => {
  it.each<[string, unknown, string, string]>([
    ['ResourceType', { ...body, ResourceType: 'RDS' }, 'RDS', 'type'],
    ['resourceType', { ...camel, resourceType: 'EBS' }, 'EBS', 'type'],
    ['an answer’s ResourceType', { ...template, ResourceType: 'EFS' }, 'EFS', 'type'],
    ['a snapshot', { ...body, RecoveryPointArn: 'arn:aws:ec2:ap-northeast-1::snapshot/snap-1', ResourceType: undefined }, 'EBS', 'arn'],
    ['an RDS snapshot', { RestoreMetadata: {}, RecoveryPointArn: 'arn:aws:rds:ap-northeast-1:1:snapshot:awsbackup:job-1' }, 'RDS', 'arn'],
    [
      'a cluster snapshot',
      { RestoreMetadata: {}, RecoveryPointArn: 'arn:aws:rds:ap-northeast-1:1:cluster-snapshot:awsbackup:job-1' },
      'Aurora, DocumentDB or Neptune',
      'arn',
    ],
    [
      'a table’s backup',
      { RestoreMetadata: {}, RecoveryPointArn: 'arn:aws:dynamodb:ap-northeast-1:1:table/t/backup/1' },
      'DynamoDB',
      'arn',
    ],
    ['EBS keys', JSON.parse(fixture('p32-ebs-keys.json')), 'EBS', 'keys'],
    ['EFS keys', { 'file-system-id': 'fs-1', Encrypted: 'false', PerformanceMode: 'generalPurpose', newFileSystem: 'true' }, 'EFS', 'keys'],
    ['RDS keys', { DBInstanceIdentifier: 'x', DBInstanceClass: 'db.t3.micro', MultiAZ: 'false', vpcId: 'vpc-1' }, 'RDS', 'keys'],
    ['Aurora keys', { dbClusterIdentifier: 'x', engine: 'aurora-mysql', port: '3306' }, 'Aurora', 'keys'],
    ['DocumentDB keys', { dbClusterIdentifier: 'x', engine: 'docdb' }, 'DocumentDB', 'keys'],
    ['Neptune keys', { DBClusterIdentifier: 'x', Engine: 'neptune' }, 'Neptune', 'keys'],
    ['DynamoDB keys', { targetTableName: 't', encryptionType: 'Default' }, 'DynamoDB', 'keys'],
    ['S3 keys', { DestinationBucketName: 'b', newBucket: 'false', encrypted: 'true' }, 'S3', 'keys'],
    ['FSx keys', { SubnetIds: '["subnet-1"]', SecurityGroupIds: '["sg-1"]', StorageCapacity: '32', VpcId: 'vpc-1' }, 'FSx', 'keys'],
    ['Redshift keys', { ClusterIdentifier: 'c', NodeType: 'ra3.large', Port: '5439' }, 'Redshift', 'keys'],
    [
      'Storage Gateway keys',
      { gatewayArn: 'arn:aws:storagegateway:r:1:gateway/g', targetName: 't', diskId: 'd' },
      'Storage Gateway',
      'keys',
    ],
    ['Timestream keys', { TableName: 't', DatabaseName: 'd' }, 'Timestream', 'keys'],
    [
      'virtual machine keys',
      { RestoreTo: 'EC2Instance', InstanceType: 't3.micro', VpcId: 'vpc-1', SubnetId: 'subnet-1', SecurityGroupIds: '[]' },
      'VirtualMachine',
      'keys',
    ],
    ['CloudFormation keys', { StackName: 's', ChangeSetName: 'c' }, 'CloudFormation', 'keys'],
    ['EKS keys', { clusterName: 'c', newCluster: 'true' }, 'EKS', 'keys'],
    ['DSQL keys', { regionalConfig: '[]', useMultiRegionOrchestration: 'false' }, 'Aurora DSQL', 'keys'],
    ['SAP HANA keys', { 'aws:backup:TargetDatabaseArn': 'arn:aws:ssm-sap:r:1:HANA/x', RecoveryType: 'x' }, 'SAP HANA', 'keys'],
    ['another type’s keys in a body', { Metadata: { 'file-system-id': 'fs-1', CreationToken: 'x' }, IamRoleArn: role }, 'EFS', 'keys'],
    [
      'a command with another type’s keys',
      'aws backup start-restore-job --metadata file-system-id=fs-1,Encrypted=false,newFileSystem=true',
      'EFS',
      'keys',
    ],
    [
      'a command for a snapshot',
      `aws backup start-restore-job --recovery-point-arn arn:aws:ec2:r::snapshot/snap-1 --metadata '{"InstanceType":"t3.micro"}'`,
      'EBS',
      'arn',
    ],
  ])('by %s', (_, value, type, by) => {
    expect(refused(value)).toMatchObject({ code: 'not-ec2', params: { type, by } });
  });

  it.each<[string, unknown]>([
    ['keys of other types among more of EC2’s', JSON.parse(fixture('p09b-securitygroups-key.json'))],
    ['“encrypted” in inferred metadata', JSON.parse(fixture('p13-inferred-metadata-answer.json'))],
    ['an ARN of AWS Backup', { ...template, RecoveryPointArn: 'arn:aws:backup:ap-northeast-1:1:recovery-point:x' }],
    ['a ResourceType in lower case', { ...body, ResourceType: 'ec2' }],
  ])('but not by %s', (_, value) => {
    expect(Object.keys(read(value).metadata).length).toBeGreaterThan(0);
  });
});

describe('several: which one?', () => {
  it.each<[string, string]>([
    ['two answers one after the other', fixture('v29-two-answers.json')],
    ['a list of two answers', JSON.stringify([template, template])],
    ['JSON lines', `${JSON.stringify(template)}\n${JSON.stringify(body)}\n`],
    ['a recording with two restores', JSON.stringify({ log: { entries: [har.log.entries[1], har.log.entries[1]] } })],
    ['two fences', `\`\`\`json\n${JSON.stringify(metadata)}\n\`\`\`\nor\n\`\`\`json\n${JSON.stringify(template)}\n\`\`\``],
  ])('%s', (_, text) => {
    const error = refused(text);
    expect(error).toMatchObject({ code: 'several', params: { count: 2 } });
    for (const { name, text: one } of error.choices) {
      expect(String(error.params.list)).toContain(name);
      expect(Object.keys(read(one).metadata).length).toBeGreaterThan(10);
    }
  });
});

describe('what is no JSON is told by its name', () => {
  const yaml = fixture('p22-output.yaml');
  const python = `import boto3\nclient = boto3.client('backup')\nmetadata = {\n    'InstanceType': 't3.micro',\n}\nclient.start_restore_job(RecoveryPointArn='${arn}', Metadata=metadata)\n`;
  it.each<[string, string, object]>([
    ['--output yaml', yaml, { code: 'yaml-answer' }],
    ['YAML of Systems Manager', fixture('p28-ssm-step.yaml'), { code: 'yaml' }],
    ['a YAML document', '---\nInstanceType: t3.micro\nSubnetId: subnet-1\n', { code: 'yaml' }],
    ['one line of YAML', 'InstanceType: t3.micro\n', { code: 'yaml' }],
    [
      'YAML with a program in it',
      'mainSteps:\n- name: x\n  action: aws:executeScript\n  inputs:\n    Script: |\n      import boto3\n      def handler(event, context):\n        return 1\n',
      { code: 'yaml' },
    ],
    [
      '--output table',
      '--------------------\n| GetRecoveryPoint |\n+------------------+\n|  InstanceType    |\n+------------------+\n',
      { code: 'table-output' },
    ],
    ['--output text', `arn:aws:backup:r:1:backup-vault:v\t${arn}\nRESTOREMETADATA\t{"CoreCount":1}\tt3.micro\n`, { code: 'text-output' }],
    ['Python', python, { code: 'source-code', params: { language: 'Python' } }],
    [
      'JavaScript',
      "import { BackupClient, StartRestoreJobCommand } from '@aws-sdk/client-backup';\nconst metadata = { InstanceType: 't3.micro' };\nawait client.send(new StartRestoreJobCommand({ Metadata: metadata }));\n",
      { code: 'source-code', params: { language: 'JavaScript' } },
    ],
    [
      'PowerShell',
      "Start-BAKRestoreJob -RecoveryPointArn $arn -Metadata @{ InstanceType = 't3.micro' }",
      { code: 'source-code', params: { language: 'PowerShell' } },
    ],
    [
      'Terraform',
      'resource "aws_instance" "x" {\n  instance_type = "t3.micro"\n}\n',
      { code: 'source-code', params: { language: 'Terraform' } },
    ],
    ['Python in Markdown', `\`\`\`python\n${python}\`\`\``, { code: 'source-code', params: { language: 'Python' } }],
    ['a web page', '<!DOCTYPE html><html></html>', { code: 'is-markup' }],
    [
      'an error of the AWS CLI',
      '\nAn error occurred (AccessDeniedException) when calling the GetRecoveryPointRestoreMetadata operation: no\n',
      { code: 'is-aws-error', params: { error: 'AccessDeniedException', message: 'no' } },
    ],
    [
      'the message of a failed job',
      'AWS Backup does not permit attaching a new instance profile to an EC2 instance. Please restore using the backed up instance profile.',
      { code: 'is-failure', failure: expect.stringContaining('does not permit') },
    ],
    ['Python’s own print of a map', "{'InstanceType': 't3.micro'}", { code: 'json-single-quotes', at: { line: 1, column: 2 } }],
    ['a JavaScript object', "{ InstanceType: 't3.micro' }", { code: 'json-key', at: { line: 1, column: 3 } }],
    ['a broken file', '{\n  "InstanceType": "t3.micro",\n}', { code: 'json-trailing-comma', at: { line: 2 } }],
    [
      'a notification',
      'An AWS Backup job was completed successfully. Recovery point ARN: arn:x. BackupJob ID : 1323657E-2AA4-1D94-2C48-5D7A423E7394',
      { code: 'is-notification' },
    ],
    ['an ARN', `${arn}\n`, { code: 'is-arn', params: { arn } }],
    ['prose', 'Please restore web-01.', { code: 'not-recognised' }],
  ])('%s', (_, text, right) => {
    expect(refused(text)).toMatchObject(right);
  });
});
