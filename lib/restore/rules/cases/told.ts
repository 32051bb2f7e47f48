import type { Diagnostic, Fix } from '../../diagnostic';

const values = (params: Readonly<Record<string, unknown>>): string =>
  Object.entries(params)
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    .join('');

const told = (fix: Fix): string =>
  `      ${fix.code}${values(fix.params)}\n${fix.commands.map((command) => `        ${JSON.stringify(command)}\n`).join('')}`;

/** A finding with everything that it says, as text to be read: severity, code, place, parameters, evidence, remedies with their commands. */
export const toldFinding = (found: Diagnostic): string => {
  const { source, asOf } = found.evidence;
  return `    ${found.severity} ${found.code} ${found.at}${values(found.params)} (${source}${asOf === null ? '' : `, ${asOf}`})\n${found.fixes.map(told).join('')}`;
};
