import type {
  EvaluationResult,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  GetRoleRequest,
  GetRoleResponse,
  Role as IamRole,
  ListRolesRequest,
  ListRolesResponse,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
} from '@aws-sdk/client-iam';
import type { Account } from '../account/account';
import { isAllowed, lacksContext } from '../account/permission';
import type { Role } from '../account/types';
import { seedId } from '../seed/ids';
import { AwsFault } from '../wire/fault';
import type { ServiceDefinition } from '../wire/service';
import { callerByArn, mayDo } from './callers';
import { handler, type Scene } from './handler';
import { type Paging, pageOf } from './page';

const CREATED = new Date('2023-04-01T00:00:00Z');
const noEntity = (message: string): AwsFault => new AwsFault('NoSuchEntity', message, 404);
const invalidInput = (message: string): AwsFault => new AwsFault('InvalidInput', message);

const PAGING: Paging = {
  least: 1,
  most: 1000,
  badSize: (size) =>
    new AwsFault(
      'ValidationError',
      `1 validation error detected: Value '${size}' at 'maxItems' failed to satisfy constraint: Member must be between 1 and 1000`,
    ),
  badToken: () => new AwsFault('ValidationError', 'Invalid Marker.'),
};

const roleId = (name: string): string => `AROA${seedId('r', name).slice(3).toUpperCase()}`.padEnd(21, '0').slice(0, 21);

/** The trust policy, percent-encoded as IAM sends it. */
const trustOf = (role: Role, accountId: string): string =>
  encodeURIComponent(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: {
            ...(role.trustedServices.length === 0
              ? {}
              : { Service: role.trustedServices.length === 1 ? role.trustedServices[0] : role.trustedServices }),
            ...(role.trustsAccount ? { AWS: `arn:aws:iam::${accountId}:root` } : {}),
          },
          Action: 'sts:AssumeRole',
        },
      ],
    }),
  );

const roleMember = ({ account }: Scene, role: Role): IamRole => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: roleId(role.name),
  Arn: role.arn,
  CreateDate: CREATED,
  AssumeRolePolicyDocument: trustOf(role, account.state().accountId),
  Description: role.description,
  MaxSessionDuration: 3600,
});

const getRole = (input: GetRoleRequest, scene: Scene): GetRoleResponse => {
  const role = scene.account.state().roles.find((each) => each.name === input.RoleName);
  if (role === undefined) throw noEntity(`The role with name ${input.RoleName ?? ''} cannot be found.`);
  return { Role: roleMember(scene, role) };
};

const listRoles = (input: ListRolesRequest, scene: Scene): ListRolesResponse => {
  const roles = scene.account.state().roles.filter((role) => role.path.startsWith(input.PathPrefix ?? '/'));
  const sorted = [...roles].sort((a, b) => a.name.localeCompare(b.name));
  const { items, next } = pageOf(sorted, input.Marker, input.MaxItems ?? 100, PAGING);
  return { Roles: items.map((role) => roleMember(scene, role)), IsTruncated: next !== undefined, Marker: next };
};

const getInstanceProfile = (input: GetInstanceProfileRequest, scene: Scene): GetInstanceProfileResponse => {
  const { profiles, roles, accountId } = scene.account.state();
  const name = input.InstanceProfileName ?? '';
  const inside = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (inside === undefined) throw noEntity(`Instance Profile ${name} cannot be found.`);
  return {
    InstanceProfile: {
      Path: '/',
      InstanceProfileName: name,
      InstanceProfileId: roleId(name).replace('AROA', 'AIPA'),
      Arn: `arn:aws:iam::${accountId}:instance-profile/${name}`,
      CreateDate: CREATED,
      Roles: roles.filter((role) => role.name === inside).map((role) => roleMember(scene, role)),
    },
  };
};

const contextValue = (input: SimulatePrincipalPolicyRequest, name: string): string | null =>
  input.ContextEntries?.find((entry) => entry.ContextKeyName?.toLowerCase() === name.toLowerCase())?.ContextKeyValues?.[0] ?? null;

/** Whether the source may do the action: roles by their seeded policies, people by their sentinel. */
const deciderOf = (
  { account }: Scene,
  arn: string,
): ((action: string, resource: string, passedTo: string | null) => [boolean, boolean]) => {
  const role = account.state().roles.find((each) => each.arn === arn);
  if (role !== undefined)
    return (action, resource, passedTo) => {
      const allowed = isAllowed(role, action, resource, passedTo);
      return [allowed, !allowed && passedTo === null && lacksContext(role, action, resource)];
    };
  const caller = callerByArn(account, arn);
  if (caller === null) throw noEntity(`The policy source ${arn} cannot be found.`);
  return (action) => [mayDo(caller, action), false];
};

/** SimulatePrincipalPolicy over identity policies; this account has no boundaries and no organization. */
const simulatePrincipalPolicy = (input: SimulatePrincipalPolicyRequest, scene: Scene): SimulatePolicyResponse => {
  const arn = input.PolicySourceArn ?? '';
  if (!/^arn:aws:iam::\d{12}:(user|group|role)\//.test(arn))
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  if ((input.ActionNames?.length ?? 0) === 0)
    throw new AwsFault('ValidationError', "Value at 'actionNames' failed to satisfy constraint: Member must not be null");
  const decide = deciderOf(scene, arn);
  const passedTo = contextValue(input, 'iam:PassedToService');
  const resources = input.ResourceArns !== undefined && input.ResourceArns.length > 0 ? input.ResourceArns : ['*'];
  const results = (input.ActionNames ?? []).flatMap((action) =>
    resources.map((resource): EvaluationResult => {
      const [allowed, needsContext] = decide(action, resource, passedTo);
      return {
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: allowed ? 'allowed' : 'implicitDeny',
        MatchedStatements: [],
        MissingContextValues: needsContext ? ['iam:PassedToService'] : [],
      };
    }),
  );
  const { items, next } = pageOf(results, input.Marker, input.MaxItems, PAGING);
  return { EvaluationResults: items, IsTruncated: next !== undefined, Marker: next };
};

/** IAM. */
export const iamService = (account: Account): ServiceDefinition => ({
  signingName: 'iam',
  protocol: 'awsQuery',
  version: '2010-05-08',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  load: () => import('@aws-sdk/client-iam'),
  handlers: {
    GetRole: handler(account, getRole),
    ListRoles: handler(account, listRoles),
    GetInstanceProfile: handler(account, getInstanceProfile),
    SimulatePrincipalPolicy: handler(account, simulatePrincipalPolicy),
  },
});
