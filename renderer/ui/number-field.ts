import type * as z from 'zod'
import type { Problems } from './problems.ts'
import { sentenceCase } from './sentence-case.ts'

/** The number that a field holds; NaN where it holds none, which no schema accepts. */
export const numberField = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

type Issue = z.core.$ZodIssue

const isNoNumber = (issue: Issue): boolean => issue.code === 'invalid_type' && issue.expected === 'number'

/** The first problem of each field. `noNumber` says what a field lacks that holds no number. */
export function fieldProblems(issues: Issue[], fieldAt: (path: string) => string, noNumber: (field: string) => string): Problems {
  const problems: Problems = {}
  for (const issue of issues) {
    const field = fieldAt(issue.path.join('.'))
    problems[field] ??= isNoNumber(issue) ? noNumber(field) : sentenceCase(issue.message)
  }
  return problems
}
