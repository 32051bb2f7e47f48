import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import { ACTIONS, type Act } from '@/lib/restore/way-run/act';
import { ok, type Result } from '@/lib/result';
import { call } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

type Sdk = Awaited<ReturnType<typeof ec2>>;
type Sent = (on: Sdk, signal: AbortSignal) => Promise<unknown>;

const sending = (act: Act): Sent => {
  switch (act.call) {
    case 'set-protection':
      return ({ client, sdk }, abortSignal) =>
        client.send(new sdk.ModifyInstanceAttributeCommand({ InstanceId: act.instanceId, DisableApiTermination: { Value: act.on } }), {
          abortSignal,
        });
    case 'set-delete-on-termination':
      return ({ client, sdk }, abortSignal) =>
        client.send(
          new sdk.ModifyNetworkInterfaceAttributeCommand({
            NetworkInterfaceId: act.interfaceId,
            Attachment: { AttachmentId: act.attachmentId, DeleteOnTermination: act.on },
          }),
          { abortSignal },
        );
    case 'terminate':
      return ({ client, sdk }, abortSignal) =>
        client.send(new sdk.TerminateInstancesCommand({ InstanceIds: [act.instanceId] }), { abortSignal });
    case 'detach':
      return ({ client, sdk }, abortSignal) =>
        client.send(new sdk.DetachNetworkInterfaceCommand({ AttachmentId: act.attachmentId }), { abortSignal });
    case 'attach':
      return ({ client, sdk }, abortSignal) =>
        client.send(
          new sdk.AttachNetworkInterfaceCommand({
            NetworkInterfaceId: act.interfaceId,
            InstanceId: act.instanceId,
            DeviceIndex: act.deviceIndex,
          }),
          { abortSignal },
        );
    case 'unassign':
      return ({ client, sdk }, abortSignal) =>
        client.send(new sdk.UnassignPrivateIpAddressesCommand({ NetworkInterfaceId: act.interfaceId, PrivateIpAddresses: [act.address] }), {
          abortSignal,
        });
    case 'assign':
      return ({ client, sdk }, abortSignal) =>
        client.send(
          new sdk.AssignPrivateIpAddressesCommand({
            NetworkInterfaceId: act.interfaceId,
            PrivateIpAddresses: [act.address],
            AllowReassignment: act.reassign,
          }),
          { abortSignal },
        );
    case 'reserve':
      return ({ client, sdk }, abortSignal) =>
        client.send(
          new sdk.CreateSubnetCidrReservationCommand({
            SubnetId: act.subnetId,
            Cidr: `${act.address}/32`,
            ReservationType: 'explicit',
            Description: act.mark,
          }),
          { abortSignal },
        );
    case 'delete-volume':
      return ({ client, sdk }, abortSignal) => client.send(new sdk.DeleteVolumeCommand({ VolumeId: act.volumeId }), { abortSignal });
    case 'delete-interface':
      return ({ client, sdk }, abortSignal) =>
        client.send(new sdk.DeleteNetworkInterfaceCommand({ NetworkInterfaceId: act.interfaceId }), { abortSignal });
    case 'release':
      return ({ client, sdk }, abortSignal) =>
        client.send(new sdk.DeleteSubnetCidrReservationCommand({ SubnetCidrReservationId: act.reservationId }), { abortSignal });
  }
};

/**
 * Carries out one act of a way in EC2, and none after `signal`. That its answer is lost is no failure of its own: what became of it, EC2 shows at the next look.
 * The only place in which the product changes or ends an instance, an interface or a reservation.
 */
export const carryOut = async (aws: Aws, act: Act, signal: AbortSignal): Promise<Result<null, AwsProblem>> => {
  const on = await ec2(aws);
  const answer = await call(ACTIONS[act.call], () => sending(act)(on, signal));
  return answer.ok ? ok(null) : answer;
};
