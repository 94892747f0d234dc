import { InvalidArgumentError, Option } from 'commander'
import { nearest } from '../../../shared/nearest.ts'
import { durationOf } from './moments.ts'

/** Collects the values of an option that may be repeated. */
export const gathered = (value: string, before: string[] = []): string[] => [...before, value]

/** The value of an option that names one thing, which another of them would replace without a word. */
export function once(value: string, before: string | undefined): string {
  if (before !== undefined) throw new InvalidArgumentError('Give it once.')
  return value
}

export const paramOption = (description: string): Option =>
  new Option('-p, --param <NAME=VALUE>', description).argParser(gathered)

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

type Aliases = Readonly<Record<string, string>>

/** An option that takes one of some words, in any case. An unknown word is refused, and the nearest is named. */
export const choiceOption = (flags: string, description: string, choices: readonly string[], aliases: Aliases = {}): Option =>
  new Option(flags, description).choices(choices).argParser((text) => wordOf(text, choices, aliases))

/** As `choiceOption`, for several words separated by commas. The option may be repeated. */
export const choicesOption = (flags: string, description: string, choices: readonly string[], aliases: Aliases = {}): Option =>
  new Option(flags, description).choices(choices).argParser((text, before: string[] = []) => {
    const words = text.split(',')
    return [...new Set([...before, ...words.map((word) => wordOf(word, choices, aliases, words.length > 1))])]
  })

/** One of the choices. Throws InvalidArgumentError, which names the word if it `isOneOfMany`. */
export function wordOf<T extends string>(text: string, choices: readonly T[], aliases: Aliases = {}, isOneOfMany = false): T {
  const word = text.trim().toLowerCase()
  const name = Object.hasOwn(aliases, word) ? aliases[word] : word
  const known = choices.find((choice) => choice === name)
  if (known !== undefined) return known
  const meant = nearest(word, choices)
  if (meant !== null) throw new InvalidArgumentError(`Did you mean "${meant}"${isOneOfMany ? ` instead of "${word}"` : ''}?`)
  throw new InvalidArgumentError(
    isOneOfMany ? `"${word}" is not one of ${choices.join(', ')}.` : `Choose one of ${choices.join(', ')}.`,
  )
}
