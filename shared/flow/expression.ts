import type { Expression } from './node-parts.ts'
import { type Json, parseReference, resolve, type Scope } from './reference.ts'

/** A value that an expression read, so that its decision can be understood, and made again, from the history alone. */
export type Reading = [reference: string, value: Json]

/** Two values have no order. */
export class TypeMismatch extends Error {}

const pairs = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'in', 'contains'] as const
export const operators = ['and', 'or', 'not', 'exists', ...pairs] as const

/**
 * Evaluates an expression. With `strict`, numbers and texts are never equal and have no order: TypeMismatch. Without, text
 * that reads as a number counts as one, as in PocketFlow.
 */
export function holds(expression: unknown, scope: Scope, strict: boolean, read: Reading[]): boolean {
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression))
    return isSame(found(expression as Json, scope, read), true, strict)
  const [entry] = Object.entries(expression as Expression)
  if (!entry) return false
  const [operator, operand] = entry
  const list = Array.isArray(operand) ? operand : []
  switch (operator) {
    case 'and':
      return list.every((part) => holds(part, scope, strict, read))
    case 'or':
      return list.some((part) => holds(part, scope, strict, read))
    case 'not':
      return !holds(operand, scope, strict, read)
    case 'exists':
      return typeof operand === 'string' && found(operand, scope, read) !== null
    default:
      return holdsBetween(operator, found(list[0] ?? null, scope, read), found(list[1] ?? null, scope, read), strict)
  }
}

function holdsBetween(operator: string, a: Json, b: Json, strict: boolean): boolean {
  switch (operator) {
    case 'eq':
      return isSame(a, b, strict)
    case 'ne':
      return !isSame(a, b, strict)
    case 'gt':
      return compare(a, b, strict) > 0
    case 'lt':
      return compare(a, b, strict) < 0
    case 'ge':
      return compare(a, b, strict) >= 0
    case 'le':
      return compare(a, b, strict) <= 0
    case 'in':
      return isWithin(a, b, strict)
    case 'contains':
      return isWithin(b, a, strict)
    default:
      return false
  }
}

function found(value: Json, scope: Scope, read: Reading[]): Json {
  if (typeof value !== 'string') return value
  const at = resolve(value, scope)
  if (parseReference(value)) read.push([value, at])
  return at
}

function isWithin(value: Json, collection: Json, strict: boolean): boolean {
  if (Array.isArray(collection)) return collection.some((item) => isSame(item, value, strict))
  return typeof collection === 'string' && typeof value === 'string' && collection.includes(value)
}

function isSame(a: Json, b: Json, strict: boolean): boolean {
  if (!strict) {
    const [x, y] = [numberOf(a), numberOf(b)]
    return x !== null && y !== null ? x === y : textOf(a) === textOf(b)
  }
  return typeof a === typeof b && textOf(a) === textOf(b)
}

/** Null is not ordered: not a number, so that no comparison with it holds. */
function compare(a: Json, b: Json, strict: boolean): number {
  if (!strict) {
    const [x, y] = [numberOf(a), numberOf(b)]
    return x !== null && y !== null ? x - y : order(textOf(a), textOf(b))
  }
  if (a === null || b === null) return Number.NaN
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return order(a, b)
  throw new TypeMismatch(`${wordFor(a)} and ${wordFor(b)} cannot be put in order`)
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function numberOf(value: Json): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '' || !Number.isFinite(Number(value))) return null
  return Number(value)
}

/** With sorted keys, so that two equal objects have the same text. */
const textOf = (value: Json): string =>
  typeof value === 'string'
    ? value
    : JSON.stringify(value, (_, part: unknown) =>
        typeof part === 'object' && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => order(a, b)))
          : part,
      )

function wordFor(value: Json): string {
  const text = JSON.stringify(value)
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text
  return `the ${Array.isArray(value) ? 'list' : typeof value} ${short}`
}

/** The problems of the form of an expression, each with its path; empty if it can be evaluated. */
export function problemsOfExpression(expression: unknown, path: (string | number)[], depth = 0): ExpressionProblem[] {
  const wrong = (message: string, at = path): ExpressionProblem[] => [{ path: at, message }]
  if (depth > 50) return wrong('is nested too deeply: at most 50 levels')
  if (depth > 0 && (typeof expression !== 'object' || expression === null)) return []
  if (typeof expression !== 'object' || expression === null || Array.isArray(expression))
    return wrong('must be an operator with its operands, such as {"eq": ["$params.kind", "a"]}')
  const entries = Object.entries(expression)
  const [operator = '', operand] = entries[0] ?? []
  if (entries.length !== 1)
    return wrong(`must have one operator, not ${entries.length}; combine several with {"and": [ … ]} or {"or": [ … ]}`)
  const at = [...path, operator]
  if (operator === 'and' || operator === 'or')
    return Array.isArray(operand)
      ? operand.flatMap((part, index) => problemsOfExpression(part, [...at, index], depth + 1))
      : wrong('must be a list of expressions', at)
  if (operator === 'not') return problemsOfExpression(operand, at, depth + 1)
  if (operator === 'exists') return typeof operand === 'string' ? [] : wrong('must be a reference, such as "$params.kind"', at)
  if ((pairs as readonly string[]).includes(operator))
    return Array.isArray(operand) && operand.length === 2 ? [] : wrong('must be a list of the two values to compare', at)
  return [{ path: at, message: `is not an operator; the operators are ${operators.join(', ')}`, unknown: operator }]
}

export type ExpressionProblem = { path: (string | number)[]; message: string; unknown?: string }
