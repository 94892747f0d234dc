import { describe, expect, it } from 'vitest'
import { stepsDifference } from './difference.ts'
import { readManifest } from './read.ts'

const step = (name: string, script: string, rest = 'start = true'): string =>
  `[[step]]\nname = "${name}"\nscript = "${script}"\n${rest}\n`

function manifestOf(steps: readonly string[]) {
  const { manifest, problems } = readManifest(steps.join('\n'))
  if (!manifest) throw new Error(JSON.stringify(problems))
  return manifest
}

function differenceOf(before: readonly string[], after: readonly string[]) {
  return stepsDifference(manifestOf(before), manifestOf(after))
}

const states = (found: ReturnType<typeof differenceOf>): Record<string, string> =>
  Object.fromEntries(found.steps.map(({ name, state }) => [name, state]))

const [fetch, build] = [step('fetch', 'curl'), step('build', 'make', 'inputs = ["fetch"]')]

describe('the difference of two manifests', () => {
  it('is empty where they say the same', () => {
    const { steps, changedLinks, fields, names } = differenceOf([fetch, build], [fetch, build])
    expect({ steps, changedLinks, fields, names }).toEqual({ steps: [], changedLinks: [], fields: [], names: ['fetch', 'build'] })
  })

  it('has the steps of both, and says what became of each', () => {
    const found = differenceOf(
      [fetch, build, step('ship', 'scp', 'inputs = ["build"]')],
      [fetch, step('build', 'make all', 'inputs = ["fetch"]'), step('test', 'make test', 'inputs = ["build"]')],
    )
    expect(states(found)).toEqual({ build: 'changed', test: 'added', ship: 'removed' })
    expect(found.names).toEqual(['fetch', 'build', 'test', 'ship'])
    expect(found.steps[0]?.fields).toEqual([{ path: 'script', before: 'make', after: 'make all' }])
    expect(found.changedLinks).toEqual([
      { from: 'build', to: 'test', file: null, state: 'added' },
      { from: 'build', to: 'ship', file: null, state: 'removed' },
    ])
    expect(found.links).toHaveLength(3)
  })

  it('follows a step that was renamed, with what takes its files', () => {
    const found = differenceOf([fetch, build], [step('load', 'curl'), step('build', 'make', 'inputs = ["load"]')])
    expect(found.steps).toEqual([{ name: 'load', state: 'renamed', was: 'fetch', isMoved: false, fields: [] }])
    expect(found.changedLinks).toEqual([])
  })

  it('calls steps added and removed where several could have been renamed', () => {
    const found = differenceOf([step('a', 'true'), step('b', 'true')], [step('c', 'true'), step('d', 'true')])
    expect(states(found)).toEqual({ a: 'removed', b: 'removed', c: 'added', d: 'added' })
  })

  it('names the fewest steps that moved', () => {
    const [a, b, c] = [step('a', '1'), step('b', '2'), step('c', '3')]
    expect(states(differenceOf([a, b, c], [c, a, b]))).toEqual({ c: 'moved' })
  })

  it('has what differs of the pipeline itself', () => {
    const found = differenceOf(['parallel = 2', fetch], ['parallel = 4', fetch])
    expect(found.fields).toEqual([{ path: 'parallel', before: 2, after: 4 }])
  })
})
