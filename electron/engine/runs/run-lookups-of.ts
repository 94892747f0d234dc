import type { RunAlternative, RunCondition } from '../store/run-conditions.ts'
import { type Lookup, leastWaitMs } from '../store/run-lookups.ts'

/** Indexes that together find all runs for which a condition holds, and maybe others; null: there are none. */
export function lookupsOf({ isNegated, any }: RunCondition): Lookup[] | null {
  if (isNegated) return null
  const found: Lookup[] = []
  for (const alternative of any) {
    const lookups = lookupsFor(alternative)
    if (lookups === null) return null
    found.push(...lookups)
  }
  return found
}

function lookupsFor(alternative: RunAlternative): Lookup[] | null {
  switch (alternative.type) {
    case 'column':
      return alternative.values.map((value) => ({ by: alternative.column === 'job_id' ? 'job' : alternative.column, value }))
    case 'kind':
      return kindLookups[alternative.kind]
    case 'definition':
      return alternative.numbers.map((value) => ({ by: alternative.of, value }))
    case 'measure':
      return measured(alternative.measure, alternative.bounds)
    case 'text':
      return alternative.column === 'error' ? [{ by: 'error', value: null }] : null
    case 'param':
    case 'param-number':
      return [{ by: 'params', value: null }]
    case 'worker':
      return alternative.names.map((value) => ({ by: 'worker', value }))
    case 'pinned':
      return [{ by: 'pinned', value: null }]
    case 'test':
      return [{ by: 'test', value: null }]
    case 'node': {
      const [key = '', ...others] = alternative.parts
      return others.length > 0
        ? null
        : [
            { by: 'node', key },
            { by: 'step', value: key },
          ]
    }
    default:
      return null
  }
}

const kindLookups: Record<Extract<RunAlternative, { type: 'kind' }>['kind'], Lookup[] | null> = {
  job: null,
  command: [{ by: 'command', value: null }],
  flow: [{ by: 'kind', value: 'flow' }],
  pipeline: [{ by: 'kind', value: 'pipeline' }],
}

type Measured = Extract<RunAlternative, { type: 'measure' }>

function measured(measure: Measured['measure'], { from, to }: Measured['bounds']): Lookup[] | null {
  const range = { from: from ?? Number.MIN_SAFE_INTEGER, to: to ?? Number.MAX_SAFE_INTEGER }
  const isOne = from !== null && to === from + 1
  switch (measure) {
    case 'duration':
      return [
        { by: 'duration', ...range },
        { by: 'status', value: 'running' },
      ]
    case 'wait':
      if (range.from < leastWaitMs) return null
      return [
        { by: 'wait', ...range },
        { by: 'status', value: 'queued' },
      ]
    case 'exit':
      return isOne && from !== 0 ? [{ by: 'exit', value: from }] : null
    case 'parent':
      return isOne ? [{ by: 'parent', value: from }] : null
    case 'attempt':
      return from !== null && from > 1 ? [{ by: 'retried' }] : null
    default:
      return null
  }
}
