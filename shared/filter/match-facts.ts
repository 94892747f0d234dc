import type { Bounds, Meaning, Term } from './filter.ts'
import { matchesWhole, matchesWithin } from './match-text.ts'
import { boundsOfTime } from './times.ts'

/** What a filter can ask about an item: where free text is looked for, and the values of each key; a missing value is left out. */
export type Facts = { free: readonly string[]; values: Readonly<Record<string, readonly (string | number | null)[]>> }

/** What suggestions count. `isPart`: older items were left out. */
export type CountedFacts = { facts: Facts['values'][]; isPart: boolean }

/** Whether all conditions hold for an item. */
export const matchesFacts = (terms: readonly Term[], { free, values }: Facts, now: number): boolean =>
  terms.every(({ key, isNegated, meanings }) => {
    const known = (key === null ? free : (values[key] ?? [])).filter((value) => value !== null)
    return meanings.some((meaning) => known.some((value) => fits(value, meaning, now))) !== isNegated
  })

function fits(value: string | number, meaning: Meaning, now: number): boolean {
  switch (meaning.type) {
    case 'choice':
      return value === meaning.choice
    case 'text':
      return (meaning.isWhole ? matchesWhole : matchesWithin)(meaning.parts, String(value))
    case 'bounds':
      return isWithin(Number(value), meaning.bounds)
    case 'time':
      return isWithin(Number(value), boundsOfTime(meaning.time, now))
  }
}

const isWithin = (value: number, { from, to }: Bounds): boolean => (from === null || value >= from) && (to === null || value < to)

export const yesOrNo = (holds: boolean): 'yes' | 'no' => (holds ? 'yes' : 'no')
