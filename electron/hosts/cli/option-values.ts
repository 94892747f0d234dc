import { InvalidArgumentError } from 'commander'
import { durationOf } from './moments.ts'

/** Collects the values of an option that may be repeated. */
export const gathered = (value: string, before: string[] = []): string[] => [...before, value]

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most.toLocaleString('en')}.`)
    return value
  }

/** Seconds: a number of them, or a duration such as 15m. */
export function seconds(text: string): number {
  const value = /^[\d.]+$/.test(text) ? Number(text) : durationOr(text, 0) / 1_000
  if (!(value > 0) || !Number.isFinite(value))
    throw new InvalidArgumentError('Give a number of seconds, or a duration such as 90s, 15m or 1h30m.')
  return value
}

function durationOr(text: string, other: number): number {
  try {
    return durationOf(text)
  } catch {
    return other
  }
}
