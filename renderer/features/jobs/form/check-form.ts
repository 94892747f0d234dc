import { JobDraft } from '../../../../shared/model/job.ts'
import { plainError } from '../../../../shared/model/plain-error.ts'
import { ParamSchema } from '../../../../shared/params/schema.ts'
import { readSchemaText } from '../../../../shared/params/schema-text.ts'
import type { Checked } from '../../../editor/use-editor.ts'
import type { Problems } from '../../../ui/problems.ts'
import { sentenceCase } from '../../../ui/sentence-case.ts'
import { inputOf } from './draft.ts'
import type { Form } from './form.ts'
import { words } from './words.ts'

const { missing, problems: wrong }: Record<'missing' | 'problems', Record<string, string>> = words

const conditionFields: Record<string, string> = { idleMs: 'idle', network: 'subnet', deferMs: 'defer' }

/** The form's field for a place in the draft. */
function fieldOf([first, second, third]: PropertyKey[]): string {
  switch (first) {
    case 'timeoutMs':
      return 'timeout'
    case 'body':
      return second === 'body' ? 'requestBody' : second === 'version' ? 'flowVersion' : String(second)
    case 'retry':
      if (second === 'maxAttempts') return 'attempts'
      return second === 'exitCodes' ? 'exitCodes' : third === 'maxMs' ? 'maxDelay' : 'delay'
    case 'stop':
      return 'grace'
    case 'limits':
      return String(second)
    case 'conditions':
      return conditionFields[String(second)] ?? String(second)
    case 'hooks':
      return ['hooks', second, third].filter((part) => part !== undefined).join('.')
    case 'stdin':
      return second === 'path' ? 'stdinPath' : 'stdin'
    default:
      return String(first)
  }
}

/** Problems by the name of the form's field. */
export function check(form: Form): Checked<JobDraft> {
  const problems: Problems = {}
  const twice = firstTwice(form.env)
  if (twice !== undefined) problems['env'] = words.isSetTwice(twice)
  const twiceHeader = firstTwice(form.headers)
  if (twiceHeader !== undefined) problems['headers'] = words.isSetTwice(twiceHeader)
  const unreadable = problemOfParams(form.params)
  if (unreadable !== null) problems['params'] = unreadable
  const parsed = JobDraft.safeParse(inputOf(form))
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf(issue.path)
    problems[field] ??=
      (/^is empty/.test(issue.message) ? missing[field] : undefined) ??
      wrong[field] ??
      (field === 'params' ? problemOfSchema(form.params) : null) ??
      wordOf(issue)
  }
  if (Object.keys(problems).length > 0 || !parsed.success) return { draft: null, problems }
  return { draft: parsed.data, problems: null }
}

function problemOfParams(text: string): string | null {
  try {
    readSchemaText(text)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

function firstTwice(pairs: { name: string }[]): string | undefined {
  const names = pairs.map(({ name }) => name).filter((name) => name !== '')
  return names.find((name, index) => names.indexOf(name) !== index)
}

/** The first parameter that is wrong, and the rule of it. */
function problemOfSchema(text: string): string | null {
  const issue = ParamSchema.safeParse(readSchemaText(text), { error: plainError }).error?.issues[0]
  return issue === undefined ? null : [issue.path.join('.'), issue.message].filter((part) => part !== '').join(' ')
}

/** A wrong key of a record says why only inside. */
const wordOf = (issue: { message: string; issues?: { message: string }[] }): string =>
  sentenceCase(issue.issues?.[0]?.message ?? issue.message)
