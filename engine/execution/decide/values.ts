import { tagVariables } from '../../expressions/tag-value.js';
import type { ValueTypes } from '../../expressions/value-type.js';
import type { ContainerModel, ElementModel, ExecutableModel } from '../../model/executable-model.js';
import type { PlainVariables } from '../commands.js';
import { EngineError } from '../engine-error.js';
import type { Variables } from '../json.js';
import type { Run } from '../run.js';
import { sizeOf } from '../size-of.js';
import { causeOf } from '../variables.js';
import { typesAt } from './declared-types.js';

const NOTHING: Variables = {};

/** Levels that are measured at all; fewer are allowed (EXPRESSION_LIMITS.valueDepth). */
const DEEPEST = 100;

/**
 * Values from outside as state holds them: typed by form, message and declaration, within the limits.
 * @param at element or container that they are for: its declared variables are known
 * @throws EngineError VALUE_NOT_ALLOWED, LIMIT_EXCEEDED
 */
export function enterValues(
  run: Run,
  plain: PlainVariables | undefined,
  model: ExecutableModel,
  at: ElementModel | ContainerModel,
  fields?: ValueTypes,
): Variables {
  if (plain === undefined) return NOTHING;
  const { variableBytes } = run.environment.limits;
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw new EngineError('VALUE_NOT_ALLOWED', { path: '' });
  }
  const left = sizeOf(plain, variableBytes, DEEPEST);
  if (left < 0) throw new EngineError('LIMIT_EXCEEDED', { limit: 'variableBytes' });
  run.received += variableBytes - left;
  return enterPlain(plain, typesAt(model, at, fields));
}

/** @throws EngineError VALUE_NOT_ALLOWED */
export function enterPlain(plain: PlainVariables, fields: ValueTypes): Variables {
  try {
    return tagVariables(plain, fields);
  } catch (error) {
    const path =
      error instanceof Error && 'path' in error && typeof error.path === 'string' ? { path: error.path } : {};
    throw new EngineError('VALUE_NOT_ALLOWED', { ...path, ...causeOf(error) });
  }
}
