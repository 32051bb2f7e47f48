import type { SubnetIndex } from '../fact-index';
import { allNics, evidenceOf, fix, newNics, numberOf, type Rule, type RuleInput, subnetOf } from './rule';

const publicIp = ({ request, report }: RuleInput): void => {
  for (const nic of request.nics) {
    const value = nic.members.AssociatePublicIpAddress;
    if (value === undefined || value === null) continue;
    const at = `${nic.at}/AssociatePublicIpAddress`;
    const off = fix('public-ip-off', [{ type: 'set-public-ip', nic: nic.key, publicIp: false }]);
    if (request.nics.length > 1) report({ code: 'public-ip-several', at, params: { number: numberOf(nic) }, fixes: [off] });
    else if (value === true && nic.deviceIndex !== 0) report({ code: 'public-ip-not-first', at, fixes: [off] });
  }
};

const givesPublicIp = (subnet: SubnetIndex | null): subnet is SubnetIndex => subnet?.fact.mapPublicIpOnLaunch === true;

const publicIpMeant = (input: RuleInput): void => {
  const { request, report } = input;
  for (const nic of newNics(request)) {
    const off = fix('public-ip-off', [{ type: 'set-public-ip', nic: nic.key, publicIp: false }]);
    const value = nic.members.AssociatePublicIpAddress;
    if (value === true) report({ code: 'public-ip-on', at: `${nic.at}/AssociatePublicIpAddress`, fixes: [off] });
    const subnet = subnetOf(input, nic);
    // Only a launch with one interface follows the subnet's default (EC2 API Reference, AssociatePublicIpAddress).
    if ((value === undefined || value === null) && allNics(request).length === 1 && givesPublicIp(subnet))
      report({
        code: 'public-ip-by-default',
        at: request.implicit === null ? nic.at : nic.subnetAt,
        params: { subnet: subnet.fact.id },
        evidence: evidenceOf(input.index.facts.subnets),
        fixes: [off],
      });
  }
};

const orphan = ({ request, report }: RuleInput): void => {
  for (const nic of newNics(request))
    if (nic.members.DeleteOnTermination === false)
      report({
        code: 'interface-stays',
        at: `${nic.at}/DeleteOnTermination`,
        params: { number: numberOf(nic) },
        fixes: [fix('delete-with-instance', [{ type: 'set-delete-on-termination', nic: nic.key, deleteOnTermination: true }])],
      });
};

/** What AWS does not let an interface description be made of (V31). */
const FORBIDDEN = /[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]+/g;
const MAX_DESCRIPTION = 255;

/** The description without what AWS refuses, offered where something readable is left of it. */
const cleaned = (text: string): string | null => {
  const clean = text.replaceAll(FORBIDDEN, '-').slice(0, MAX_DESCRIPTION).trim();
  return /[a-zA-Z0-9]/.test(clean) ? clean : null;
};

const description = ({ request, report }: RuleInput): void => {
  for (const nic of newNics(request)) {
    const text = nic.members.Description;
    if (typeof text !== 'string' || (text.search(FORBIDDEN) < 0 && text.length <= MAX_DESCRIPTION)) continue;
    const clean = cleaned(text);
    report({
      code: text.length > MAX_DESCRIPTION ? 'description-long' : 'description-characters',
      at: `${nic.at}/Description`,
      params: { number: numberOf(nic), length: text.length },
      fixes: [
        ...(clean === null
          ? []
          : [fix('clean-description', [{ type: 'set-description', nic: nic.key, description: clean }], { description: clean })]),
        fix('clear-description', [{ type: 'set-description', nic: nic.key, description: '' }]),
      ],
    });
  }
};

const primaryIpv6 = ({ request, report }: RuleInput): void => {
  for (const nic of newNics(request))
    if (nic.members.PrimaryIpv6 === true)
      report({
        code: 'primary-ipv6-stays',
        at: `${nic.at}/PrimaryIpv6`,
        params: { number: numberOf(nic) },
        fixes: [fix('no-primary-ipv6', [{ type: 'set-primary-ipv6', nic: nic.key, primaryIpv6: false }])],
      });
};

/** Rules of single members of an interface. */
export const MEMBER_RULES: readonly Rule[] = [
  { id: 'V21', severity: 'error', needs: [], check: publicIp },
  { id: 'V22', severity: 'warning', needs: [], check: publicIpMeant },
  { id: 'V26', severity: 'warning', needs: [], check: primaryIpv6 },
  { id: 'V28', severity: 'warning', needs: [], check: orphan },
  { id: 'V31', severity: 'error', needs: [], check: description },
];
