/** How to make again what holds a function: the name of its maker, and the parts that the maker is given. */
export interface Recipe {
  readonly maker: string;
  /** Plain data, or made things with recipes of their own. */
  readonly parts: object;
}

const recipes = new WeakMap<object, Recipe>();

/** Notes down what a thing with functions was made of, so that it can be packed; gives the thing back. */
export function madeBy<T extends object>(made: T, maker: string, parts: object): T {
  recipes.set(made, { maker, parts });
  return made;
}

/** Undefined for plain data. */
export function recipeOf(value: object): Recipe | undefined {
  return recipes.get(value);
}
