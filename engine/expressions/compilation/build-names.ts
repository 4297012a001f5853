import { fromJson } from '../values/json-values.js';
import { propertiesOf } from '../values/properties.js';
import { isContext, kindOf, type Value } from '../values/value.js';
import type { Frame } from '../evaluation/frame.js';
import type { NodeOf } from '../syntax/syntax-node.js';
import type { Builder, Built, Run } from './builder.js';
import type { Binding, Scope } from './scope.js';
import { TYPES, describeType, isOpen, typeOf, type StaticType } from './static-type.js';

/** A name: of an entry of a filter's element, of an iteration, of a context around it, or of a declared variable. */
export function buildName(node: NodeOf<'name'>, scope: Scope, builder: Builder): Built {
  const built = resolve(node.name, scope, builder);
  if (built !== undefined) return built;
  const message = `"${node.name}" is not declared. Declare it as a variable of the process, or correct the name.`;
  builder.problem('UNDECLARED_NAME', node, message, node.name);
  return { run: () => null, type: TYPES.any };
}

function resolve(name: string, scope: Scope | null, builder: Builder): Built | undefined {
  if (scope === null) return resolveVariable(name, builder);
  const bound = scope.bindings.get(name);
  if (bound !== undefined) {
    bound.onUse?.();
    return { run: (frame) => frame.slots[bound.slot] ?? null, type: bound.type };
  }
  return scope.item === undefined
    ? resolve(name, scope.parent, builder)
    : resolveEntry(name, scope.item, scope.parent, builder);
}

function resolveVariable(name: string, builder: Builder): Built | undefined {
  const variable = builder.variable(name);
  if (variable === undefined) return undefined;
  const { slot, type } = variable;
  return { run: readVariable(name, slot), type };
}

function readVariable(name: string, slot: number): Run {
  return (frame) => {
    const known = frame.slots[slot];
    if (known !== undefined) return known;
    const json = frame.lookup(name);
    const value = typeof json === 'object' ? fromJson(json, frame) : (json ?? null);
    frame.slots[slot] = value;
    return value;
  };
}

/** Inside a filter an entry of the element hides names outside, as far as the elements have it (DMN 1.3, 10.3.2.5). */
function resolveEntry(name: string, item: Binding, around: Scope | null, builder: Builder): Built | undefined {
  const { entries, base } = item.type;
  const outside = entries?.has(name) ? undefined : resolve(name, around, builder);
  const canBeEntry = entries?.has(name) ?? (base === 'Any' || base === 'context');
  if (!canBeEntry) return outside;
  if (outside === undefined) item.onUse?.();
  const otherwise = outside?.run ?? (() => null);
  return { run: readEntry(name, item.slot, otherwise), type: entries?.get(name) ?? TYPES.any };
}

function readEntry(name: string, slot: number, otherwise: Run): Run {
  return (frame) => {
    const item = frame.slots[slot] ?? null;
    return isContext(item) && Object.hasOwn(item, name) ? (item[name] ?? null) : otherwise(frame);
  };
}

/** A property: of a context any, of dates, times and durations their own; of a list, that of each element. */
export function buildPath(node: NodeOf<'path'>, scope: Scope, builder: Builder): Built {
  const target = builder.build(node.target, scope);
  const type = propertyType(target.type, node.name);
  if (type === undefined) {
    const message = `${describeType(target.type)} has no property "${node.name}".`;
    builder.problem('UNKNOWN_PROPERTY', node, message.charAt(0).toUpperCase() + message.slice(1), node.name);
  }
  const { name } = node;
  return {
    type: type ?? TYPES.any,
    run: (frame) => {
      const value = target.run(frame);
      if (!Array.isArray(value)) return valueOf(value, name, frame);
      return frame.list(value.map((item: Value) => valueOf(item, name, frame)));
    },
  };
}

/** Undefined where there cannot be such a property. */
function propertyType(target: StaticType, name: string): StaticType | undefined {
  if (target.base === 'list') {
    const element = propertyType(target.element ?? TYPES.any, name);
    return element === undefined ? undefined : { base: 'list', element };
  }
  if (target.entries !== undefined) return target.entries.get(name);
  if (isOpen(target) || target.base === 'context') return TYPES.any;
  const property = propertiesOf(target.base)[name];
  return property === undefined ? undefined : typeOf(property.type);
}

function valueOf(value: Value, name: string, frame: Frame): Value {
  if (isContext(value)) return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  const property = value === null ? undefined : propertiesOf(kindOf(value))[name];
  return property === undefined ? null : property.read(value, frame);
}
