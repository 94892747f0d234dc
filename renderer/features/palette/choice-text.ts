import { fuzzyScore } from '../../../shared/fuzzy.ts'
import type { Option } from '../../ui/search-select.tsx'

/** More are found by typing. */
const mostShown = 50

/** The values of a text: the options that it names, and what names none as it is, for the check to refuse. */
export function valuesOf(text: string, options: readonly Option[], isMultiple: boolean): string[] {
  const parts = isMultiple ? text.split(',') : [text]
  const values = parts.map((part) => part.trim()).filter((part) => part !== '')
  return [...new Set(values.map((part) => optionNamed(part, options)?.value ?? part))]
}

/** The text of values. */
export const textOf = (values: readonly string[], options: readonly Option[]): string =>
  values.map((value) => options.find((option) => option.value === value)?.label ?? value).join(', ')

/** The part of a text that is being typed. */
export const lastPart = (text: string, isMultiple: boolean): string => (isMultiple ? (text.split(',').at(-1) ?? '') : text).trim()

/** The text with its last part completed. */
export function completed(text: string, option: Option, isMultiple: boolean): string {
  if (!isMultiple) return option.label
  const before = text.split(',').slice(0, -1)
  return [...before.map((part) => part.trim()), option.label].join(', ')
}

export function optionNamed(text: string, options: readonly Option[]): Option | undefined {
  const lower = text.toLowerCase()
  return (
    options.find(({ value }) => value === text) ??
    options.find(({ label, value }) => label.toLowerCase() === lower || value.toLowerCase() === lower)
  )
}

/** The options that a text may become, best first; all of them for none. */
export function matchingOptions(text: string, options: readonly Option[]): Option[] {
  if (text === '') return options.slice(0, mostShown)
  const scored = options.flatMap((option) => {
    const score = fuzzyScore(text, option.label)
    return score === null
      ? []
      : [{ option, score: score + (option.label.toLowerCase().startsWith(text.toLowerCase()) ? 100 : 0) }]
  })
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, mostShown)
    .map(({ option }) => option)
}
