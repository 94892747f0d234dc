import type { Json } from '../../../shared/flow/reference.ts'
import { jsonOrText } from '../../../shared/json-or-text.ts'

const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'contains'] as const

/** A condition with one operator over two values, which has fields; any other is edited as text. */
export type Condition = { operator: (typeof comparisons)[number] | 'exists'; left: string; right: string }
export const operators = [...comparisons, 'exists'] as const

export function conditionOf(expression: unknown): Condition | null {
  if (typeof expression !== 'object' || expression === null) return null
  const [entry, more] = Object.entries(expression)
  if (!entry || more) return null
  const [operator, operand] = entry as [string, unknown]
  if (operator === 'exists') return typeof operand === 'string' ? { operator, left: operand, right: '' } : null
  const known = comparisons.find((each) => each === operator)
  if (!known || !Array.isArray(operand) || operand.length !== 2) return null
  return { operator: known, left: textOf(operand[0]), right: textOf(operand[1]) }
}

export const expressionOf = ({ operator, left, right }: Condition): { [operator: string]: Json } =>
  operator === 'exists' ? { exists: left } : { [operator]: [meantBy(left), meantBy(right)] }

/** A text that would be read as another value is written in quotes. */
const textOf = (value: unknown): string =>
  typeof value === 'string' && jsonOrText(value) === value ? value : (JSON.stringify(value) ?? '')

const meantBy = (text: string): Json => jsonOrText(text) as Json
