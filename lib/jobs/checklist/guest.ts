/** Systems whose network settings differ. */
export const GUEST_PLATFORMS = ['amazon-linux', 'ubuntu', 'rhel', 'windows'] as const;
export type GuestPlatform = (typeof GUEST_PLATFORMS)[number];

/** Commands to run inside the machine, by platform. */
export interface GuestSteps {
  /** The system of the machine as far as it is known; `null`: one of Linux, nobody knows which. */
  readonly platform: GuestPlatform | null;
  readonly commands: Readonly<Partial<Record<GuestPlatform, string>>>;
}

/** One interface as the guest sees it: it is found by its MAC address, because names differ by system and instance type. */
export interface GuestInterface {
  readonly macAddress: string;
  readonly secondaries: readonly string[];
  /** Length of the subnet's block. */
  readonly prefixLength: number;
}

/**
 * The guest's system.
 * @param details EC2's `PlatformDetails`: `Linux/UNIX`, `Windows`, `Red Hat Enterprise Linux`, `Ubuntu Pro`
 * @param managedAs the name that Systems Manager knows, if it does
 */
export const guestPlatform = (details: string | null, managedAs: string | null): GuestPlatform | null => {
  const said = `${managedAs ?? ''} ${details ?? ''}`.toLowerCase();
  if (said.includes('windows')) return 'windows';
  if (said.includes('ubuntu')) return 'ubuntu';
  if (said.includes('amazon linux')) return 'amazon-linux';
  return /red hat|rhel/.test(said) ? 'rhel' : null;
};

/** Finds the device of a MAC address, which is written in small letters there. */
const device = (mac: string): string => `DEV=$(ip -br link | awk -v mac='${mac.toLowerCase()}' '$3 == mac { print $1 }')`;

/** Amazon Linux sets secondaries up by itself where amazon-ec2-net-utils is installed; the commands show it, and add what is missing until the next boot. */
const amazonLinux = ({ macAddress, secondaries, prefixLength }: GuestInterface): string =>
  [
    device(macAddress),
    'ip -4 address show dev "$DEV"',
    ...secondaries.map(
      (address) =>
        `ip -4 address show dev "$DEV" | grep -qF ' ${address}/' || sudo ip address add ${address}/${prefixLength} dev "$DEV" noprefixroute`,
    ),
  ].join('\n');

/** netplan merges its files by device, so that what cloud-init wrote stays. */
const ubuntu = ({ macAddress, secondaries, prefixLength }: GuestInterface): string =>
  [
    device(macAddress),
    'sudo tee "/etc/netplan/60-secondary-$DEV.yaml" >/dev/null <<END',
    'network:',
    '  version: 2',
    '  ethernets:',
    '    $DEV:',
    '      addresses:',
    ...secondaries.map((address) => `        - ${address}/${prefixLength}`),
    'END',
    'sudo chmod 600 "/etc/netplan/60-secondary-$DEV.yaml"',
    'sudo netplan apply',
  ].join('\n');

const rhel = ({ macAddress, secondaries, prefixLength }: GuestInterface): string =>
  [
    device(macAddress),
    'CON=$(nmcli -g GENERAL.CONNECTION device show "$DEV")',
    ...secondaries.map((address) => `sudo nmcli connection modify "$CON" +ipv4.addresses ${address}/${prefixLength}`),
    'sudo nmcli connection up "$CON"',
  ].join('\n');

/** DHCP keeps the primary address: since Windows Server 2019 it may stand beside addresses that are set by hand. */
const windows = ({ macAddress, secondaries, prefixLength }: GuestInterface): string =>
  [
    `$nic = Get-NetAdapter | Where-Object MacAddress -eq '${macAddress.replaceAll(':', '-').toUpperCase()}'`,
    'netsh interface ipv4 set interface "$($nic.Name)" dhcpstaticipcoexistence=enabled',
    ...secondaries.map(
      (address) => `New-NetIPAddress -InterfaceIndex $nic.ifIndex -IPAddress ${address} -PrefixLength ${prefixLength} -SkipAsSource $true`,
    ),
  ].join('\r\n');

const WRITERS: Readonly<Record<GuestPlatform, (nic: GuestInterface) => string>> = {
  'amazon-linux': amazonLinux,
  ubuntu,
  rhel,
  windows,
};

/** How the guest is given the secondary addresses that EC2 delivers to it (F20). Of a machine whose system is known only that system's commands; of a Linux nobody knows, all of Linux. */
export const secondarySteps = (platform: GuestPlatform | null, nics: readonly GuestInterface[]): GuestSteps => {
  const wanted = platform === null ? GUEST_PLATFORMS.filter((each) => each !== 'windows') : [platform];
  return { platform, commands: Object.fromEntries(wanted.map((each) => [each, nics.map(WRITERS[each]).join('\n')])) };
};
