import { plainError } from '../../shared/model/plain-error.ts'
import { ParamSchema } from '../../shared/params/schema.ts'
import type { Problems } from '../ui/problems.ts'
import { sentenceCase } from '../ui/sentence-case.ts'
import type { Listed } from './document.ts'
import { words } from './words.ts'

/** Where the list has fields for what the schema calls by its keys. */
const plainer: Record<string, string> = {
  'options must be given, or options-from, but not both': words.needsChoices,
  'min must not exceed max': words.minTooLarge,
}

/** What is wrong with each parameter, by its name and there by field; `rest` belongs to no field. */
export function problemsOf(params: readonly Listed[]): Record<string, Problems> {
  const parsed = ParamSchema.safeParse(Object.fromEntries(params.map(({ name, facts }) => [name, facts])), { error: plainError })
  const problems: Record<string, Problems> = {}
  for (const issue of parsed.error?.issues ?? []) {
    const [name, field, ...inside] = issue.path.map(String)
    if (name === undefined) continue
    const place = field ?? (issue.code === 'unrecognized_keys' ? 'rest' : 'name')
    const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
    const known = field === undefined ? undefined : plainer[`${field} ${issue.message}`]
    // A condition names the parameter that it is about.
    const said = field === 'show-if' && inside[0] !== undefined ? `${inside[0]} ${message}` : (known ?? sentenceCase(message))
    problems[name] ??= {}
    problems[name][place] ??= said
  }
  return problems
}
