import { builtinNames } from '../../model/job.ts'
import { failureStrategies, knownFields, nodeKinds } from '../definition.ts'
import { operators } from '../expression.ts'
import { execTypes } from '../node-parts.ts'
import type { Place } from './place.ts'

/** What a mapping of a definition is: which keys it may have. `free` has names that its author makes up. */
export type Shape = keyof typeof knownFields | 'nodes' | 'edges' | 'cases' | 'execs' | 'expression' | 'free'

const insideOfWork = { script: 'script', prep: 'prep', post: 'post' } as const

const inside: Partial<Record<Shape, Record<string, Shape>>> = {
  definition: { nodes: 'nodes', edges: 'edges' },
  graph: { nodes: 'nodes', edges: 'edges' },
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

const ofItems: Partial<Record<Shape, Shape>> = { edges: 'edge', cases: 'case', execs: 'exec', expression: 'expression' }

export const shapeAt = (path: Place['path']): Shape =>
  path.reduce<Shape>((shape, part) => {
    if (part === 0) return ofItems[shape] ?? 'free'
    if (shape === 'nodes') return 'node'
    if (shape === 'expression') return 'expression'
    return inside[shape]?.[part] ?? 'free'
  }, 'definition')

/** The keys that may stand there. */
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
    weighted_by_load: yesOrNo,
    join: yesOrNo,
  },
  exec: { exec_type: execTypes, func: builtinNames },
  script: { stdin_mode: ['none', 'json'], output_mode: ['text', 'json'] },
  retry: { backoff: ['fixed', 'exponential'], jitter: yesOrNo },
  request: { method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] },
}

/** What a key may say, where that is one of a few words. */
export const valuesOf = (shape: Shape, key: string): readonly string[] => valuesByKey[shape]?.[key] ?? []

/** The value of that key is the name of a node of the same graph. */
export const namesNode = (shape: Shape, key: string): boolean =>
  (key === 'start' && (shape === 'definition' || shape === 'graph')) ||
  (shape === 'definition' && key === 'cleanup') ||
  (shape === 'node' && key === 'compensate') ||
  (shape === 'edge' && (key === 'from' || key === 'to'))

/** The value is a reference, and nothing else makes sense there. */
export const wantsReference = (shape: Shape, key: string, path: Place['path']): boolean =>
  shape === 'expression' ||
  (shape === 'prep' && key === 'input_key') ||
  (shape === 'node' && key === 'choice_key') ||
  path.at(-1) === 'input_map'
