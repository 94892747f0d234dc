import { JobDraft } from '../../../../shared/model/job.ts'
import type { Checked } from '../../../editor/use-editor.ts'
import type { Problems } from '../../../ui/problems.ts'
import { inputOf } from './draft.ts'
import type { Form } from './form.ts'

/** What a field wants, where the schema's own words would not say it. */
const wants: Record<string, string> = {
  timeout: 'Give a number of seconds above 0, up to 24 days',
  attempts: 'Give a whole number from 1 to 100',
  delay: 'Give a number of seconds, from 0 up to 7 days',
  maxDelay: 'Give a number of seconds, from 0 up to 7 days',
  exitCodes: 'Give numbers from 1 to 255, such as 1, 75',
  grace: 'Give a number of seconds, from 0 up to 3600',
  memory: 'Give a number of megabytes',
  cpu: 'Give a number of seconds',
  output: 'Give a number of megabytes',
  priority: 'Give a whole number from -100 to 100',
  idle: 'Give a number of minutes, from 1 up to a day',
  defer: 'Give a number of hours, from 0 up to 30 days',
  redirects: 'Give a whole number from 0 to 20',
  flowVersion: 'Give a whole number, or nothing for the newest',
  expect: 'Give statuses such as 204, or classes such as 2xx',
}

const enter: Record<string, string> = { script: 'Enter a script.', command: 'Enter a program.' }

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
  if (twice !== undefined) problems['env'] = `${twice} is set twice`
  const twiceHeader = firstTwice(form.headers)
  if (twiceHeader !== undefined) problems['headers'] = `${twiceHeader} is set twice`
  const parsed = JobDraft.safeParse(inputOf(form))
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf(issue.path)
    problems[field] ??= (/^is empty/.test(issue.message) ? enter[field] : undefined) ?? wants[field] ?? wordOf(issue)
  }
  if (Object.keys(problems).length > 0 || !parsed.success) return { draft: null, problems }
  return { draft: parsed.data, problems: null }
}

function firstTwice(pairs: { name: string }[]): string | undefined {
  const names = pairs.map(({ name }) => name).filter((name) => name !== '')
  return names.find((name, index) => names.indexOf(name) !== index)
}

/** A wrong key of a record says why only inside. */
function wordOf(issue: { message: string; issues?: { message: string }[] }): string {
  const text = issue.issues?.[0]?.message ?? issue.message
  return text.charAt(0).toUpperCase() + text.slice(1)
}
