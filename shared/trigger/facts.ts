import type { TriggerOn } from '../model/trigger.ts'
import { nearest } from '../nearest.ts'
import type { ParamType } from '../params/param.ts'

/** What is known about the value of a fact: text that may be anything, a word, a path, a number, a list of paths, or any JSON. */
export type FactType = 'text' | 'word' | 'path' | 'number' | 'paths' | 'any'

/** The facts about an event, which fill parameters of the same names; `$event.path` stands for one in the values of a trigger. */
export const eventFacts: Readonly<Record<TriggerOn['kind'], Readonly<Record<string, FactType>>>> = {
  files: { path: 'path', name: 'text', change: 'word', paths: 'paths', count: 'number' },
  after: { run: 'number', run_id: 'word', job: 'text', status: 'word' },
  webhook: { body: 'any', query: 'any', content_type: 'word' },
  'app-start': {},
  login: {},
  wake: {},
  unlock: {},
}

/** Facts that only a reference reads, because they may be large: the result of the run before. */
const referredOnly: Partial<Record<TriggerOn['kind'], Readonly<Record<string, FactType>>>> = { after: { result: 'any' } }

/** The names of all facts that a value may refer to. */
export const referableFacts = (on: TriggerOn['kind']): string[] => Object.keys({ ...eventFacts[on], ...referredOnly[on] })

const texts: readonly ParamType[] = ['string', 'multiline', 'enum', 'secret', 'list', 'json']
const fitting: Record<FactType, readonly ParamType[] | null> = {
  text: null,
  any: null,
  word: texts,
  path: [...texts, 'file', 'folder'],
  number: [...texts, 'integer', 'number'],
  paths: ['list', 'json', 'enum'],
}
const factWords: Record<FactType, string> = {
  text: 'text',
  any: 'any value',
  word: 'a word',
  path: 'a path',
  number: 'a whole number',
  paths: 'a list of paths',
}

/** The path in a text such as `$event.result.width`; null for any other value. */
export const eventPathIn = (value: unknown): string | null =>
  typeof value === 'string' ? (/^\$event\.([\w.[\]-]+)$/.exec(value)?.[1] ?? null) : null

/** Why a parameter of this type can never have the value of that fact; null: it may. It follows the name of the parameter. */
export function factProblem(on: TriggerOn['kind'], path: string, type: ParamType): string | null {
  const facts = { ...eventFacts[on], ...referredOnly[on] }
  const [fact = '', ...rest] = path.split(/[.[]/)
  const known = Object.hasOwn(facts, fact) ? facts[fact] : undefined
  if (known === undefined || (rest.length > 0 && known !== 'any' && known !== 'paths')) {
    const meant = nearest(path, Object.keys(facts))
    const names = Object.keys(facts).map((name) => `$event.${name}`)
    const hint = meant ? `; did you mean "$event.${meant}"?` : names.length > 0 ? `; there is ${names.join(', ')}` : ''
    return `cannot be "$event.${path}", which this event does not have${hint}`
  }
  if (rest.length > 0 || (fitting[known]?.includes(type) ?? true)) return null
  return `cannot be "$event.${fact}", which is ${factWords[known]}`
}
