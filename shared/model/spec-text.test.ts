import { expect, it } from 'vitest'
import { Spec } from './job.ts'
import { readSpec, specText } from './spec-text.ts'

const body = { kind: 'command' as const, command: 'true', args: [] }

it('a spec is stored without its defaults, and read back complete', () => {
  const plain = Spec.parse({ body })
  expect(JSON.parse(specText(plain))).toEqual({ body })
  expect(readSpec(specText(plain))).toEqual(plain)
  const special = Spec.parse({ body, priority: 3, retry: { maxAttempts: 4 }, stdin: { from: 'text', text: 'x' } })
  expect(Object.keys(JSON.parse(specText(special)))).toEqual(['body', 'stdin', 'retry', 'priority'])
  expect(readSpec(specText(special))).toEqual(special)
})

it('a spec that an earlier release stored is read with the defaults of new fields', () => {
  const old = JSON.stringify({ body, cwd: null, env: {}, timeoutMs: null })
  expect(readSpec(old)).toEqual(Spec.parse({ body }))
})
