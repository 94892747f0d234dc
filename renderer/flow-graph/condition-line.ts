import { words } from './words.ts'

const signs: Record<string, string> = { eq: '=', ne: '≠', gt: '>', ge: '≥', lt: '<', le: '≤', ...words.relations }

/** A condition as a person would write it; null where it is empty. The form and the code have all of a long one. */
export function conditionLine(expression: unknown): string | null {
  if (typeof expression !== 'object' || expression === null) return expression === undefined ? null : valueText(expression)
  const [entry, more] = Object.entries(expression)
  if (!entry || more) return null
  const [operator, operand] = entry
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
  if (operator === 'and' || operator === 'or') return joined(parts, words.relations[operator])
  if (operator === 'not') return `${words.relations.not} ${conditionLine(operand) ?? ''}`.trimEnd()
  if (operator === 'exists') return `${valueText(operand)} ${words.relations.exists}`
  const [left, right] = parts.map(valueText)
  return left === undefined || right === undefined ? null : `${left} ${signs[operator] ?? operator} ${right}`
}

/** The cases of a choice, each with what leads to it; null for anything else. */
export function casesLine(value: unknown): string | null {
  if (!Array.isArray(value) || value.length === 0) return null
  const lines = value.map((each: unknown) => {
    const { action, expr } = (each ?? {}) as { action?: unknown; expr?: unknown }
    const line = typeof action === 'string' && typeof expr === 'object' ? conditionLine(expr) : null
    return line === null ? null : words.caseLine(String(action), line)
  })
  return lines.every((line) => line !== null) ? lines.join('; ') : null
}

const joined = (parts: readonly unknown[], word: string): string | null =>
  parts.map((part) => conditionLine(part) ?? '').join(` ${word} `) || null

/** A reference needs no sign in front of it to be read. */
const valueText = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/^\$(?=\w)/, '') : (JSON.stringify(value) ?? '')
