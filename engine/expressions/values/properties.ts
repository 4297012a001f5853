import type { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';

import type { FeelType } from '../compiled-expression.js';
import type { Range } from './range.js';
import type { Value } from './value.js';

export interface Property {
  readonly type: FeelType;
  read(value: Value): Value;
}
type Properties = Readonly<Record<string, Property>>;

function property<T>(type: FeelType, read: (value: T) => Value): Property {
  return { type, read: (value) => read(value as T) };
}

const day = property<FeelDate | FeelDateTime>;
const clock = property<FeelTime | FeelDateTime>;
const length = property<FeelDuration>;
const bound = property<Range>;

const ofDate: Properties = table({
  year: day('number', (date) => date.year),
  month: day('number', (date) => date.month),
  day: day('number', (date) => date.day),
  weekday: day('number', (date) => date.weekday),
});
const ofTime: Properties = table({
  hour: clock('number', (time) => time.hour),
  minute: clock('number', (time) => time.minute),
  second: clock('number', (time) => time.second),
  'time offset': clock('duration', (time) => time['time offset']),
  timezone: clock('string', (time) => time.timezone),
});
const ofDuration: Properties = table({
  years: length('number', (duration) => duration.years),
  months: length('number', (duration) => duration.months),
  days: length('number', (duration) => duration.days),
  hours: length('number', (duration) => duration.hours),
  minutes: length('number', (duration) => duration.minutes),
  seconds: length('number', (duration) => duration.seconds),
});
const ofRange: Properties = table({
  start: bound('Any', (range) => range.low),
  end: bound('Any', (range) => range.high),
  'start included': bound('boolean', (range) => range.lowIncluded),
  'end included': bound('boolean', (range) => range.highIncluded),
});
const NONE: Properties = table({});
const BY_KIND: Readonly<Record<string, Properties>> = {
  date: ofDate,
  time: ofTime,
  dateTime: table({ ...ofDate, ...ofTime }),
  duration: ofDuration,
  range: ofRange,
};

/** Properties that values of a type have (DMN 1.3, table 65); those of contexts are their entries and not in here. */
export function propertiesOf(kind: string): Properties {
  return BY_KIND[kind] ?? NONE;
}

/** Without a prototype, so that `constructor` is no property. */
function table(properties: Properties): Properties {
  return Object.assign(Object.create(null) as object, properties);
}
