import type { Body, Spec } from '../../../../shared/model/job.ts'
import { joinWords, splitWords } from '../../../shell-words.ts'
import { objectOf } from '../../../ui/json-object.ts'
import { words } from './words.ts'

/** `text` is the command line, the script, or the JSON of any other body. */
export type CommandForm = { text: string; folder: string; env: { name: string; value: string }[] }

export type Problems = Partial<Record<keyof CommandForm, string>>

export function formOf({ body, cwd, env }: Spec): CommandForm {
  return { text: textOf(body), folder: cwd ?? '', env: Object.entries(env).map(([name, value]) => ({ name, value })) }
}

function textOf(body: Body): string {
  if (body.kind === 'command') return joinWords([body.command, ...body.args])
  return body.kind === 'script' ? body.script : JSON.stringify(body, null, 2)
}

/** Everything else stays as it was in the run that is repeated. */
export function specOf(form: CommandForm, spec: Spec): { spec: Spec } | { problems: Problems } {
  const body = bodyOf(form.text, spec.body)
  const pairs = form.env.filter(({ name, value }) => name !== '' || value !== '')
  const env = problemOf(pairs.map(({ name }) => name.trim()))
  if (typeof body === 'string' || env !== null)
    return { problems: { ...(typeof body === 'string' && { text: body }), ...(env !== null && { env }) } }
  const folder = form.folder.trim()
  return {
    spec: {
      ...spec,
      body,
      cwd: folder === '' ? null : folder,
      env: Object.fromEntries(pairs.map(({ name, value }) => [name.trim(), value])),
    },
  }
}

/** A text says what is wrong. */
function bodyOf(text: string, body: Body): Body | string {
  if (body.kind === 'script') return { ...body, script: text }
  if (body.kind !== 'command') return (objectOf(text) as Body | null) ?? words.notObject
  const [command, ...args] = splitWords(text)
  return command === undefined ? words.noCommand : { ...body, command, args }
}

function problemOf(names: string[]): string | null {
  if (names.includes('')) return words.noName
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  return twice === undefined ? null : words.twice(twice)
}
