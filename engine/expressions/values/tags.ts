import type { Tagged } from '../../execution/json.js';
import { Decimal } from './decimal.js';
import { readDate, readDateTime, readDuration, readTime } from './read-temporal.js';
import type { Value } from './value.js';

/** The one key of a tagged value. */
export type Tag = '$date' | '$time' | '$dateTime' | '$duration' | '$decimal';

const READERS: Readonly<Record<Tag, (text: string) => Value | undefined>> = {
  $date: readDate,
  $time: readTime,
  $dateTime: readDateTime,
  $duration: readDuration,
  $decimal: (text) => Decimal.parse(text),
};
const TAGS = Object.keys(READERS) as readonly Tag[];

/** The tag that an object has among its keys, alone or not. */
export function tagOf(object: object): Tag | undefined {
  return TAGS.find((tag) => Object.hasOwn(object, tag));
}

/** The value that a text under a tag stands for; undefined where it stands for none. */
export function readTagged(tag: Tag, text: string): Value | undefined {
  return READERS[tag](text);
}

/** The text with its tag; undefined where the text does not have the tag's shape. */
export function tagText(tag: Tag, text: string): Tagged | undefined {
  return readTagged(tag, text) === undefined ? undefined : ({ [tag]: text } as unknown as Tagged);
}
