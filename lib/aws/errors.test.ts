import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BackupClient, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classify, encodedMessageIn, isCredentialsRefusal } from './errors';

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

let reply: Reply = { status: 200, headers: {}, body: '' };
let silent = false;
let server: Server;
let settings: { endpoint: string; region: string; maxAttempts: number; credentials: { accessKeyId: string; secretAccessKey: string } };

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    if (!silent) response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  settings = { endpoint, region: 'ap-northeast-1', maxAttempts: 1, credentials: { accessKeyId: 'A', secretAccessKey: 'S' } };
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const thrown = async (send: () => Promise<unknown>): Promise<unknown> => {
  try {
    await send();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

const json = (status: number, code: string, message: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
  body: JSON.stringify({ Code: code, Message: message, message }),
});
const ec2Xml = (status: number, code: string, message: string): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`,
});
const queryXml = (status: number, code: string, message: string): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});

const backup = (answer: Reply) => {
  reply = answer;
  return thrown(() => new BackupClient(settings).send(new ListBackupVaultsCommand({})));
};
const ec2 = (answer: Reply) => {
  reply = answer;
  return thrown(() => new EC2Client(settings).send(new DescribeSubnetsCommand({})));
};
const iam = (answer: Reply) => {
  reply = answer;
  return thrown(() => new IAMClient(settings).send(new GetRoleCommand({ RoleName: 'r' })));
};
const sts = (answer: Reply) => {
  reply = answer;
  return thrown(() => new STSClient(settings).send(new GetCallerIdentityCommand({})));
};

describe('classify, over errors as the SDK throws them', () => {
  it('names the missing action and the resource that AWS Backup names', async () => {
    const message =
      'User: arn:aws:iam::123456789012:user/ops is not authorized to perform: backup:ListBackupVaults on resource: arn:aws:backup:ap-northeast-1:123456789012:backup-vault:* because no identity-based policy allows the backup:ListBackupVaults action';
    expect(classify(await backup(json(403, 'AccessDeniedException', message)), 'backup:Other')).toEqual({
      code: 'access-denied',
      action: 'backup:ListBackupVaults',
      resource: 'arn:aws:backup:ap-northeast-1:123456789012:backup-vault:*',
      encoded: null,
      awsMessage: message,
    });
  });

  it('takes the action of the call where EC2 names none, and keeps the encoded message', async () => {
    const error = await ec2(
      ec2Xml(
        403,
        'UnauthorizedOperation',
        'You are not authorized to perform this operation. Encoded authorization failure message: AbC-d_9',
      ),
    );
    expect(classify(error, 'ec2:DescribeSubnets')).toMatchObject({
      code: 'access-denied',
      action: 'ec2:DescribeSubnets',
      resource: null,
      encoded: 'AbC-d_9',
    });
  });

  it.each([
    ['ExpiredTokenException', 'expired-credentials'],
    ['UnrecognizedClientException', 'invalid-credentials'],
    ['InvalidSignatureException', 'invalid-credentials'],
    ['ThrottlingException', 'throttled'],
    ['TooManyRequestsException', 'throttled'],
    ['ResourceNotFoundException', 'not-found'],
    ['InvalidParameterValueException', 'invalid-request'],
    ['LimitExceededException', 'invalid-request'],
  ])('reads %s of AWS Backup as %s', async (name, code) => {
    expect(classify(await backup(json(400, name, 'm')), 'a:b')).toMatchObject({ code, awsMessage: 'm' });
  });

  it.each([
    ['RequestLimitExceeded', 503, 'throttled'],
    ['AuthFailure', 401, 'invalid-credentials'],
    ['RequestExpired', 400, 'expired-credentials'],
    ['InvalidSubnetID.NotFound', 400, 'not-found'],
    ['InvalidParameterCombination', 400, 'invalid-request'],
    ['InternalError', 500, 'aws-failed'],
    ['Unavailable', 503, 'aws-failed'],
  ])('reads %s of EC2 as %s', async (name, status, code) => {
    expect(classify(await ec2(ec2Xml(status, name, 'm')), 'a:b')).toMatchObject({ code });
  });

  it.each([
    'Signature expired: 20261124T090000Z is now earlier than 20261124T091500Z (20261124T092000Z - 5 min.)',
    'Signature not yet current: 20261124T093000Z is still later than 20261124T092500Z (20261124T092000Z + 5 min.)',
  ])('tells a wrong clock from wrong credentials: %s', async (message) => {
    const problem = { code: 'clock-differs', awsMessage: message };
    const refused = await backup(json(403, 'InvalidSignatureException', message));
    expect(classify(refused, 'a:b')).toEqual(problem);
    expect(isCredentialsRefusal(refused)).toBe(false);
    expect(classify(await sts(queryXml(403, 'SignatureDoesNotMatch', message)), 'a:b')).toEqual(problem);
    const forged = 'The request signature we calculated does not match the signature you provided.';
    expect(classify(await sts(queryXml(403, 'SignatureDoesNotMatch', forged)), 'a:b')).toMatchObject({ code: 'invalid-credentials' });
    expect(classify(await ec2(ec2Xml(403, 'RequestTimeTooSkewed', 'm')), 'a:b')).toEqual({ code: 'clock-differs', awsMessage: 'm' });
  });

  it('reads IAM and STS', async () => {
    expect(classify(await iam(queryXml(404, 'NoSuchEntity', 'The role r cannot be found.')), 'iam:GetRole')).toEqual({
      code: 'not-found',
      awsMessage: 'The role r cannot be found.',
    });
    expect(classify(await iam(queryXml(403, 'AccessDenied', 'no')), 'iam:GetRole')).toMatchObject({
      code: 'access-denied',
      action: 'iam:GetRole',
    });
    expect(classify(await sts(queryXml(403, 'InvalidClientTokenId', 'no')), 'sts:x')).toMatchObject({ code: 'invalid-credentials' });
    expect(classify(await sts(queryXml(403, 'ExpiredToken', 'old')), 'sts:x')).toEqual({
      code: 'expired-credentials',
      source: 'unknown',
      awsMessage: 'old',
    });
  });

  it('reads a 5xx and a body that is not AWS at all as a failure of AWS', async () => {
    expect(classify(await backup(json(500, 'ServiceUnavailableException', 'm')), 'a:b')).toMatchObject({
      code: 'aws-failed',
      awsCode: 'ServiceUnavailableException',
    });
    const html = { headers: { 'content-type': 'text/html' }, body: '<html>captive portal</html>' };
    expect(classify(await backup({ status: 502, ...html }), 'a:b')).toMatchObject({ code: 'aws-failed' });
    expect(classify(await backup({ status: 200, ...html }), 'a:b')).toMatchObject({ code: 'aws-failed' });
  });

  it('reads refused connections, unknown hosts and time-outs as unreachable', async () => {
    const refused = await thrown(() =>
      new BackupClient({ ...settings, endpoint: 'http://127.0.0.1:1' }).send(new ListBackupVaultsCommand({})),
    );
    expect(classify(refused, 'a:b')).toEqual({ code: 'unreachable', detail: expect.stringContaining('ECONNREFUSED') });
    const unknownHost = await thrown(() =>
      new BackupClient({ ...settings, endpoint: 'http://no-such-host.invalid' }).send(new ListBackupVaultsCommand({})),
    );
    expect(classify(unknownHost, 'a:b')).toMatchObject({ code: 'unreachable' });
    silent = true;
    const slow = new BackupClient({ ...settings, requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true } });
    const timedOut = await thrown(() => slow.send(new ListBackupVaultsCommand({})));
    silent = false;
    expect(classify(timedOut, 'a:b')).toMatchObject({ code: 'unreachable' });
  });

  it('tells missing credentials from expired ones', async () => {
    const failing = (message: string) => async () => {
      throw Object.assign(new Error(message), { name: 'CredentialsProviderError' });
    };
    const send = (message: string) =>
      thrown(() => new BackupClient({ ...settings, credentials: failing(message) }).send(new ListBackupVaultsCommand({})));
    expect(classify(await send('Could not load credentials from any providers'), 'a:b')).toEqual({ code: 'no-credentials' });
    for (const words of [
      'The SSO session associated with this profile has expired',
      'The SSO session associated with this profile is invalid. To refresh this SSO session run aws sso login with the corresponding profile.',
      'UnauthorizedException: Session token not found or invalid',
    ])
      expect(classify(await send(words), 'a:b')).toEqual({ code: 'expired-credentials', source: 'sso', awsMessage: '' });
  });

  it('quotes no words of a credentials provider, which may hold a command line', async () => {
    const failing = async () => {
      throw Object.assign(new Error('Command failed: vault --token sesame\nthe token has expired'), { name: 'CredentialsProviderError' });
    };
    const error = await thrown(() => new BackupClient({ ...settings, credentials: failing }).send(new ListBackupVaultsCommand({})));
    expect(classify(error, 'a:b')).toEqual({ code: 'expired-credentials', source: 'unknown', awsMessage: '' });
  });

  it('throws again what did not come from AWS: a fault of ours must not look like one of theirs', () => {
    const ours = new TypeError('x is undefined');
    expect(() => classify(ours, 'a:b')).toThrow(ours);
    expect(() => classify('text', 'a:b')).toThrow('text');
  });
});

describe('encodedMessageIn', () => {
  it('finds the message in the words of a failed job', () => {
    expect(encodedMessageIn('You are not authorized. Encoded authorization failure message: q1W-_ (Service: Ec2)')).toBe('q1W-_');
    expect(encodedMessageIn('Address 10.1.10.5 is in use.')).toBeNull();
  });
});
