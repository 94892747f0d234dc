import { builtinNames } from '../../model/builtin-names.ts'
import { failureStrategies, knownFields, nodeKinds } from '../definition.ts'
import { operators } from '../expression.ts'
import { execTypes } from '../node-parts.ts'
import type { Place } from './place.ts'

/** The kind of a mapping in a definition, which decides its keys. `free` has names that its author chooses. */
export type Shape = keyof typeof knownFields | 'nodes' | 'edges' | 'cases' | 'execs' | 'notes' | 'expression' | 'free'

const insideOfWork = { script: 'script', prep: 'prep', post: 'post' } as const

const inside: Partial<Record<Shape, Record<string, Shape>>> = {
  definition: { nodes: 'nodes', edges: 'edges', layout: 'layout' },
  graph: { nodes: 'nodes', edges: 'edges', layout: 'layout' },
  layout: { notes: 'notes' },
  node: {
    ...insideOfWork,
    retry: 'retry',
    request: 'request',
    subflow: 'graph',
    choice_cases: 'cases',
    parallel_execs: 'execs',
    foreach_execs: 'execs',
    subflow_execs: 'execs',
  },
  exec: insideOfWork,
  case: { expr: 'expression' },
}

const ofItems: Partial<Record<Shape, Shape>> = {
  edges: 'edge',
  cases: 'case',
  execs: 'exec',
  notes: 'note',
  expression: 'expression',
}

export const shapeAt = (path: Place['path']): Shape =>
  path.reduce<Shape>((shape, part) => {
    if (part === 0) return ofItems[shape] ?? 'free'
    if (shape === 'nodes') return 'node'
    if (shape === 'expression') return 'expression'
    return inside[shape]?.[part] ?? 'free'
  }, 'definition')

/** The valid keys of a mapping. */
export const keysOf = (shape: Shape): readonly string[] =>
  shape === 'expression' ? operators : shape in knownFields ? knownFields[shape as keyof typeof knownFields] : []

const yesOrNo = ['true', 'false']
const valuesByKey: Partial<Record<Shape, Record<string, readonly string[]>>> = {
  definition: { dialect: ['localflow', 'pocketflow'] },
  node: {
    kind: nodeKinds,
    exec_type: execTypes,
    func: builtinNames,
    failure_strategy: failureStrategies,
    parallel_mode: ['sequential', 'concurrent'],
    on_parent_close: ['cancel', 'terminate', 'abandon'],
    at_most_once: yesOrNo,
    disabled: yesOrNo,
    weighted_by_load: yesOrNo,
    join: yesOrNo,
  },
  exec: { exec_type: execTypes, func: builtinNames },
  script: { stdin_mode: ['none', 'json'], output_mode: ['text', 'json'] },
  retry: { backoff: ['fixed', 'exponential'], jitter: yesOrNo },
  request: { method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] },
}

/** The values of a key with a fixed set of values. */
export const valuesOf = (shape: Shape, key: string): readonly string[] => valuesByKey[shape]?.[key] ?? []

/** Whether the value of that key is the name of a node of the same graph. */
export const namesNode = (shape: Shape, key: string): boolean =>
  (key === 'start' && (shape === 'definition' || shape === 'graph')) ||
  (shape === 'definition' && key === 'cleanup') ||
  (shape === 'node' && key === 'compensate') ||
  (shape === 'edge' && (key === 'from' || key === 'to'))

/** Whether only a reference makes sense as the value. */
export const wantsReference = (shape: Shape, key: string, path: Place['path']): boolean =>
  shape === 'expression' ||
  (shape === 'prep' && key === 'input_key') ||
  (shape === 'node' && key === 'choice_key') ||
  path.at(-1) === 'input_map'
