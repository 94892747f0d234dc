import type { Token } from './filter.ts'

/** The tokens as text; reading it gives the same tokens again. */
export const printTokens = (tokens: readonly Token[]): string => tokens.map(printToken).join(' ')

export function printToken({ isNegated, key, values }: Pick<Token, 'isNegated' | 'key' | 'values'>): string {
  const isFree = key === null
  const printed = values.map(({ parts }, index) => printValue(parts, isFree && index === 0))
  return `${isNegated ? '-' : ''}${isFree ? '' : `${key.name}:`}${printed.join(',')}`
}

/** A value as it is written in a filter, in quotes only where it needs them: as free text, or behind a key. */
export const writtenValue = (text: string, isFree = true): string => printValue([text], isFree)

function printValue(parts: readonly string[], isFirst: boolean): string {
  const isBare = parts.join('') !== '' || parts.length > 1 ? parts.every(isPlain) : false
  const [first = ''] = parts
  if (isBare && !(isFirst && (first.startsWith('-') || parts.some((part) => part.includes(':'))))) return parts.join('*')
  return `"${parts.map((part) => part.replaceAll(/["\\*]/g, '\\$&')).join('*')}"`
}

const isPlain = (part: string): boolean => !/[\s",*]/.test(part)
