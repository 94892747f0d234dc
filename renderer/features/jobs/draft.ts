import { type Body, type Job, JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import type { Language } from '../../ui/code-editor.tsx'

/** A draft as the form holds it: both kinds of body are kept while a person makes up their mind. */
export type Form = {
  name: string
  enabled: boolean
  kind: Body['kind']
  script: string
  interpreter: string
  command: string
  args: string[]
  cwd: string
  env: { name: string; value: string }[]
  timeout: string
}

export const emptyForm: Form = {
  name: '',
  enabled: true,
  kind: 'script',
  script: '',
  interpreter: 'bash',
  command: '',
  args: [],
  cwd: '',
  env: [],
  timeout: '',
}

export function formOf(job: Job | JobDraftInput): Form {
  const { body } = job
  return {
    ...emptyForm,
    name: job.name,
    enabled: job.enabled ?? true,
    kind: body.kind,
    ...(body.kind === 'script'
      ? { script: body.script, interpreter: joinWords(body.interpreter ?? []) }
      : { command: body.command, args: body.args ?? [] }),
    cwd: job.cwd ?? '',
    env: Object.entries(job.env ?? {}).map(([name, value]) => ({ name, value })),
    timeout: job.timeoutMs == null ? '' : String(job.timeoutMs / 1_000),
  }
}

export function inputOf(form: Form): JobDraftInput {
  return {
    name: form.name,
    enabled: form.enabled,
    body:
      form.kind === 'script'
        ? { kind: 'script', script: form.script, interpreter: splitWords(form.interpreter) }
        : { kind: 'command', command: form.command, args: form.args },
    cwd: form.cwd.trim() === '' ? null : form.cwd,
    env: Object.fromEntries(
      form.env.filter(({ name, value }) => name !== '' || value !== '').map(({ name, value }) => [name, value]),
    ),
    timeoutMs: form.timeout.trim() === '' ? null : Math.round(Number(form.timeout) * 1_000),
  }
}

export type Checked = { draft: JobDraft; problems: null } | { draft: null; problems: Record<string, string> }

/** Problems by the name of the form's field. */
export function check(form: Form): Checked {
  const problems: Record<string, string> = {}
  const names = form.env.map(({ name }) => name).filter((name) => name !== '')
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) problems['env'] = `${twice} is set twice`
  const parsed = JobDraft.safeParse(inputOf(form))
  for (const issue of parsed.error?.issues ?? []) {
    const [first, second] = issue.path
    const field = first === 'body' ? String(second) : first === 'timeoutMs' ? 'timeout' : String(first)
    problems[field] ??= field === 'timeout' ? 'Give a number of seconds, from 0.1 up to 24 days' : wordOf(issue)
  }
  if (Object.keys(problems).length > 0 || !parsed.success) return { draft: null, problems }
  return { draft: parsed.data, problems: null }
}

/** A wrong key of a record says why only inside. */
function wordOf(issue: { message: string; issues?: { message: string }[] }): string {
  const text = issue.issues?.[0]?.message ?? issue.message
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Words with quotes around those that have spaces; nothing else of a shell's ways. */
export const splitWords = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '')

export const joinWords = (words: string[]): string => words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')

export const interpreters = ['bash', 'sh', 'zsh', 'python3', 'node', 'ruby', 'perl', 'pwsh -File']

/** By the interpreter, or by the #! line where none is chosen. */
export function languageOf(form: Form): Language {
  const line = form.interpreter.trim() === '' ? (/^#!.*/.exec(form.script)?.[0] ?? 'sh') : form.interpreter
  const known: [RegExp, Language][] = [
    [/python/, 'python'],
    [/\b(node|deno|bun)\b/, 'javascript'],
    [/pwsh|powershell/i, 'powershell'],
    [/ruby/, 'ruby'],
    [/perl/, 'perl'],
    [/sh\b/, 'shell'],
  ]
  return known.find(([pattern]) => pattern.test(line))?.[1] ?? 'plain'
}
