import { CalendarError } from '../calendar/calendar-error.js';
import { checkZone } from '../calendar/zone.js';
import type { CompileOptions } from './compile-options.js';
import type { Drafts } from './draft/drafts.js';
import type { Report } from './report.js';

const DEFAULT_ZONE = 'Europe/Oslo';

/** Zone of a model: its process's `pathway:zone`, else the option, else Europe/Oslo. Several processes share one. */
export function zoneOf(drafts: Drafts, options: CompileOptions, report: Report): string {
  const zones = new Map(
    drafts.processes.flatMap(({ xml }) => (xml.zone === undefined ? [] : [[xml.zone, xml] as const])),
  );
  for (const [zone, xml] of zones) if (!isZone(zone)) report.add('ZONE_NOT_KNOWN', xml, { zone });
  const [first, ...others] = zones.keys();
  for (const other of others) report.add('ZONES_DIFFER', zones.get(other), { zone: other, other: first ?? '' });
  const zone = first ?? options.zone ?? DEFAULT_ZONE;
  if (first === undefined && !isZone(zone)) report.add('ZONE_NOT_KNOWN', undefined, { zone });
  return zone;
}

function isZone(zone: string): boolean {
  try {
    checkZone(zone);
    return true;
  } catch (error) {
    if (error instanceof CalendarError) return false;
    throw error;
  }
}
