import { expect, it } from 'vitest'
import type { Node } from './definition.ts'
import { doesOf, scriptsOf } from './does.ts'

const shell = (code: string): Node => ({ kind: 'executor', exec_type: 'shell', script: { cmd: 'sh', code } })
const does = (node: Node): string | null => doesOf({ nodes: { it: node } }, 'it')

it('says how many lines follow the one it names', () => {
  expect(does(shell('# builds\nset -e\n\nmake\n'))).toBe('runs make')
  expect(does(shell('make\nmake install'))).toBe('runs make and 1 more line')
  expect(does(shell('set -e\nmake\n\n# now for real\nrm -rf old\ncurl x'))).toBe('runs make and 2 more lines')
})

it('finds the scripts of branches and of inner nodes, but not of those that are disabled', () => {
  const inner = { start: 'a', edges: [], nodes: { a: shell('echo a'), b: { ...shell('echo b'), disabled: true } } }
  const branches: Node = {
    kind: 'parallel',
    parallel_execs: [{ script: { cmd: 'sh', code: 'echo 1' } }, { script: { cmd: 'sh', code: 'echo 2' } }],
  }
  expect(scriptsOf({ kind: 'subflow', subflow: inner })).toEqual(['echo a'])
  expect(scriptsOf(branches)).toEqual(['echo 1', 'echo 2'])
})
