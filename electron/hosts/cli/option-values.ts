import { InvalidArgumentError } from 'commander'

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

export function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('Give a number greater than 0.')
  return value
}
