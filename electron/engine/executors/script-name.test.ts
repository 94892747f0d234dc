import { expect, it } from 'vitest'
import { withScriptName } from './script-name.ts'

const folder = '/data (1)/scripts'
const path = `${folder}/${'80e755f6'.repeat(8)}`

it.each([
  [`${path}: 4: lf: not found`, 'rs: line 4: lf: not found'],
  [`${path}: line 4: lf: command not found`, 'rs: line 4: lf: command not found'],
  [`  File "${path}", line 3`, '  File "rs", line 3'],
  [`${path}.ps1:3 and ${path}:5`, 'rs:3 and rs:5'],
  [`${folder}/other: 4: not ours`, `${folder}/other: 4: not ours`],
  ['no path', 'no path'],
])('the path of a stored script is replaced by the name of the job in %s', (error, expected) => {
  expect(withScriptName(error, folder, 'rs')).toBe(expected)
})
