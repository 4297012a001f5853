import type { FeelType } from '../compiled-expression.js';
import type { Range } from './range.js';
import { STEPS, type Payer } from '../steps.js';
import { DateTimeValue, durationOf, type DateValue, type DurationValue, type TimeValue } from './temporal.js';
import type { Value } from './value.js';

export interface Property {
  readonly type: FeelType;
  read(value: Value, payer: Payer): Value;
}
type Properties = Readonly<Record<string, Property>>;

function property<T>(type: FeelType, read: (value: T, payer: Payer) => Value): Property {
  return {
    type,
    read: (value, payer) => {
      payer.spend(STEPS.temporal);
      return read(value as T, payer);
    },
  };
}

const day = property<DateValue | DateTimeValue>;
const clock = property<TimeValue | DateTimeValue>;
const length = property<DurationValue>;
const bound = property<Range>;

const ofDate: Properties = table({
  year: day('number', ({ parts }) => parts.year),
  month: day('number', ({ parts }) => parts.month),
  day: day('number', ({ parts }) => parts.day),
  weekday: day('number', ({ parts }) => parts.weekday),
});
const ofTime: Properties = table({
  hour: clock('number', ({ parts }) => parts.hour),
  minute: clock('number', ({ parts }) => parts.minute),
  second: clock('number', ({ parts }) => parts.second),
  'time offset': clock('duration', (value, payer) => {
    payer.spendOnZone(value.zone, value instanceof DateTimeValue ? value.wall : 0);
    const { offset } = value;
    return offset === null ? null : durationOf(offset);
  }),
  timezone: clock('string', ({ zone }) => zone),
});
/** Months have years and months, the others days and time; what does not belong to the kind is null. */
const ofDuration: Properties = table({
  years: length('number', ({ isMonths, months }) => (isMonths ? Math.trunc(months / 12) : null)),
  months: length('number', ({ isMonths, months }) => (isMonths ? months % 12 : null)),
  days: length('number', (duration) => unit(duration, 86_400_000, Infinity)),
  hours: length('number', (duration) => unit(duration, 3_600_000, 24)),
  minutes: length('number', (duration) => unit(duration, 60_000, 60)),
  seconds: length('number', (duration) => unit(duration, 1_000, 60)),
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

/** Of PT26H: 1 day and 2 hours. */
function unit({ isMonths, length: total }: DurationValue, size: number, cycle: number): number | null {
  return isMonths ? null : (Math.trunc(total / size) % cycle) + 0;
}

/** Without a prototype, so that `constructor` is no property. */
function table(properties: Properties): Properties {
  return Object.assign(Object.create(null) as object, properties);
}
