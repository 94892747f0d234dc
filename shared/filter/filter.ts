/** Where something is in the text of a filter: from a character up to, not including, another. */
export type Place = { from: number; to: number }

/** Text that a person wrote, cut at each wildcard: `night*` is `night` and an empty part. */
export type Value = Place & { parts: readonly string[] }

/** One condition as written. Without a key it is free text; its values are alternatives. */
export type Token = Place & { isNegated: boolean; key: (Place & { name: string }) | null; values: readonly Value[] }

export type FilterProblem = Place & { message: string }

/** Whole numbers from one up to, not including, another; null: no bound. Durations and times are in milliseconds. */
export type Bounds = { from: number | null; to: number | null }

/** One value of a condition, as its key understands it. */
export type Meaning =
  | { type: 'choice'; choice: string }
  /** `isWhole`: the whole value, not a part of it. */
  | { type: 'text'; parts: readonly string[]; isWhole: boolean }
  | { type: 'bounds'; bounds: Bounds }
  | { type: 'time'; time: TimeRange }

/** A day, or another stretch of the calendar; relative ones count from the day or week on which they are used. */
export type Stretch =
  | { unit: 'day' | 'week' | 'month'; offset: number }
  | { unit: 'weekday'; day: number }
  | { unit: 'date'; year: number; month: number; day: number }
  | { unit: 'minute'; year: number; month: number; day: number; hour: number; minute: number }

/** An end of a range: the start or the end of a stretch, or so many milliseconds before now (after now, where negative). */
export type Edge = { at: 'start' | 'end'; stretch: Stretch } | { at: 'now'; ago: number }
export type TimeRange = { from: Edge | null; to: Edge | null }

/** A condition that was understood. `key` is null for free text; `part` is what follows the dot of `param.region`. */
export type Term = Place & { key: string | null; part: string | null; isNegated: boolean; meanings: readonly Meaning[] }

export type Filter = { terms: readonly Term[]; problems: readonly FilterProblem[] }

/** The text of a value for messages and comparison. */
export const textOf = ({ parts }: { parts: readonly string[] }): string => parts.join('*')
