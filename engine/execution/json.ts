/**
 * A value as state holds it: plain JSON, where dates, times, durations and decimals are tagged objects with one key.
 * Times keep the zone and the offset they were given with.
 */
export type Json = null | boolean | number | string | Tagged | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export type Tagged =
  /** `2026-12-24` */
  | { readonly $date: string }
  /** `14:10:00+01:00`, `14:10:00`, `14:10:00@Europe/Oslo` */
  | { readonly $time: string }
  /** `2026-12-24T14:10:00+01:00[Europe/Oslo]`; zone in brackets and offset as far as they were given */
  | { readonly $dateTime: string }
  /** `P3D`, `PT24H`, `P1Y2M` */
  | { readonly $duration: string }
  /** `0.10` */
  | { readonly $decimal: string };

/** Variables by name. */
export type Variables = Readonly<Record<string, Json>>;
