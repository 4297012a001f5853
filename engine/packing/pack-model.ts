import { recipeOf } from '../expressions/recipe.js';
import type { ExecutableModel } from '../model/executable-model.js';
import type { PackedHead, PackedModel, PackedNode, PackedValue } from './packed-model.js';

/** Characters of one text, about: so many are unpacked in a millisecond or two. */
const TEXT_LENGTH = 32_000;

/** Takes a model apart into texts, from which `unpackModel` makes one that does the same. */
export function packModel(model: ExecutableModel): PackedModel {
  const packing = new Packing();
  packing.value(model);
  return packing.end();
}

class Packing {
  readonly #numbers = new Map<object, number>();
  readonly #open = new Set<object>();
  readonly #circles: { readonly holder: object; readonly member: string; readonly target: object }[] = [];
  readonly #texts: string[] = [];
  #nodes: string[] = [];
  #length = 0;

  value(value: unknown): PackedValue {
    if (typeof value === 'object' && value !== null) return [this.#number(value)];
    if (value === undefined) return [];
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new Error(`A ${typeof value} cannot be packed`);
  }

  end(): PackedModel {
    this.#closeText();
    const number = (value: object): number => this.#numbers.get(value) ?? -1;
    const circles = this.#circles.map(
      ({ holder, member, target }) => [number(holder), member, number(target)] as const,
    );
    return [JSON.stringify({ nodes: this.#numbers.size, circles } satisfies PackedHead), ...this.#texts];
  }

  #number(value: object): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#open.add(value);
    this.#write(JSON.stringify(this.#node(value)));
    this.#open.delete(value);
    const number = this.#numbers.size;
    this.#numbers.set(value, number);
    return number;
  }

  #node(value: object): PackedNode {
    const recipe = recipeOf(value);
    if (recipe) return ['made', recipe.maker, this.value(recipe.parts)];
    if (Array.isArray(value)) return ['list', ...value.map((item, index) => this.#member(value, String(index), item))];
    const members = Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, this.#member(value, name, member)]),
    );
    return Object.getPrototypeOf(value) === null ? ['record', members] : members;
  }

  /** What is being written itself has no number yet: the reference is made in the end. */
  #member(holder: object, member: string, value: unknown): PackedValue {
    if (typeof value !== 'object' || value === null || !this.#open.has(value)) return this.value(value);
    this.#circles.push({ holder, member, target: value });
    return [];
  }

  #write(node: string): void {
    this.#nodes.push(node);
    this.#length += node.length;
    if (this.#length > TEXT_LENGTH) this.#closeText();
  }

  #closeText(): void {
    this.#texts.push(`[${this.#nodes.join(',')}]`);
    this.#nodes = [];
    this.#length = 0;
  }
}
