import { expect, it } from 'vitest'
import { withVersionCommand } from './version-program.ts'

it.each([
  [['--version'], ['version']],
  [['-v'], ['version']],
  [
    ['-V', '--json'],
    ['version', '--json'],
  ],
  [
    ['--json', '--version'],
    ['version', '--json'],
  ],
  [
    ['run', 'report', '--version', '3'],
    ['run', 'report', '--version', '3'],
  ],
])('the option --version is the command version, unless it is that of a flow: %j', (given, read) => {
  expect(withVersionCommand(['node', 'lf', ...given])).toEqual(['node', 'lf', ...read])
})
