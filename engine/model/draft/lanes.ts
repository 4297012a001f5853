import type { LaneModel, ServiceLevel } from '../executable-model.js';
import { present } from '../present.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import type { Report } from '../report.js';
import type { NodeDraft, ProcessDraft } from './drafts.js';

/** What a lane or a pool says about who is responsible. */
interface Responsibility {
  readonly serviceLevel?: ServiceLevel | undefined;
  readonly candidateGroup?: string | undefined;
}

/** All lanes of a process, outer ones first; each node learns its innermost lane. */
export function collectLanes(
  process: ProcessDraft,
  nodes: ReadonlyMap<string, NodeDraft>,
  see: (lane: BpmnXml) => void,
  report: Report,
): readonly LaneModel[] {
  const lanes: LaneModel[] = [];
  const pool: Responsibility = process.participant ? responsibilityOf(process.participant, {}, report) : {};
  const visit = (xml: BpmnXml, outer: Responsibility): void => {
    see(xml);
    const own = responsibilityOf(xml, outer, report);
    const elements = (xml.flowNodeRef ?? []).flatMap(({ id }) => (id === undefined ? [] : [id]));
    const lane: LaneModel = present({ id: xml.id ?? '', name: xml.name ?? '', ...own, elements });
    lanes.push(lane);
    for (const id of elements) {
      const node = nodes.get(id);
      if (node) node.lane = lane;
    }
    for (const inner of xml.childLaneSet?.lanes ?? []) visit(inner, own);
  };
  for (const container of process.containers) {
    for (const set of container.xml.laneSets ?? []) for (const lane of set.lanes ?? []) visit(lane, pool);
  }
  return lanes;
}

/** Responsibility that a lane or pool gives, with what it inherits. */
export function responsibilityOf(xml: BpmnXml, outer: Responsibility, report: Report): Responsibility {
  return {
    serviceLevel: serviceLevelOf(xml, report) ?? outer.serviceLevel,
    candidateGroup: xml.candidateGroup ?? outer.candidateGroup,
  };
}

/** The element's own service level. */
export function serviceLevelOf(xml: BpmnXml, report: Report): ServiceLevel | undefined {
  const level = xml.serviceLevel;
  if (level === undefined || level === 'gp' || level === 'municipality' || level === 'specialist') return level;
  report.add('SERVICE_LEVEL_NOT_KNOWN', xml, { level });
  return undefined;
}
