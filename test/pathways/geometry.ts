import type { Box } from '../helpers/render-diagram.js';
import type { Point } from './drawing.js';

/** A straight piece of a flow. */
export interface Segment {
  readonly from: Point;
  readonly to: Point;
}

export function segmentsOf(points: readonly Point[]): readonly Segment[] {
  return points.slice(1).map((to, i) => ({ from: points[i] as Point, to }));
}

/** True where two boxes share an area; touching edges do not count. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function inside(inner: Box, outer: Box, margin = 0): boolean {
  return (
    inner.x >= outer.x + margin &&
    inner.y >= outer.y + margin &&
    inner.x + inner.width <= outer.x + outer.width - margin &&
    inner.y + inner.height <= outer.y + outer.height - margin
  );
}

/** The box that a straight piece of a flow covers; horizontal and vertical pieces have no area of their own. */
export function boxOfSegment({ from, to }: Segment): Box {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  return { x, y, width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) };
}

/** True where a horizontal or vertical piece runs through the inside of a box. */
export function runsThrough(segment: Segment, box: Box): boolean {
  const line = boxOfSegment(segment);
  return (
    line.x < box.x + box.width &&
    box.x < line.x + line.width + Number.EPSILON &&
    line.y < box.y + box.height &&
    box.y < line.y + line.height + Number.EPSILON &&
    line.x + line.width > box.x &&
    line.y + line.height > box.y
  );
}

export const isHorizontal = ({ from, to }: Segment): boolean => from.y === to.y && from.x !== to.x;
export const isVertical = ({ from, to }: Segment): boolean => from.x === to.x && from.y !== to.y;

/** True where a horizontal and a vertical piece cross, or two pieces on one line lie on each other. */
export function meet(a: Segment, b: Segment): boolean {
  const [p, q] = [boxOfSegment(a), boxOfSegment(b)];
  if (isHorizontal(a) !== isHorizontal(b)) {
    const [h, v] = isHorizontal(a) ? [p, q] : [q, p];
    return v.x >= h.x && v.x <= h.x + h.width && h.y >= v.y && h.y <= v.y + v.height;
  }
  const along = isHorizontal(a)
    ? p.y === q.y && Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x)
    : p.x === q.x && Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y);
  return along !== false && along > 0;
}

/** How far a point is from the border of a box; 0 on it. */
export function distanceToBorder({ x, y }: Point, box: Box): number {
  const dx = Math.max(box.x - x, 0, x - box.x - box.width);
  const dy = Math.max(box.y - y, 0, y - box.y - box.height);
  if (dx > 0 || dy > 0) return Math.max(dx, dy);
  return Math.min(x - box.x, box.x + box.width - x, y - box.y, box.y + box.height - y);
}
