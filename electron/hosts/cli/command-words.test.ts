import { expect, it } from 'vitest'
import { withCommandApart } from './command-words.ts'
import { createProgram } from './program.ts'
import { testInstallation } from './testing.ts'

const apart = (text: string): string => {
  const words = ['node', 'lf', ...text.split(' ')]
  return withCommandApart(
    createProgram(testInstallation, () => {}),
    words,
  )
    .slice(2)
    .join(' ')
}

it.each([
  ['exec ls -la /nope', 'exec -- ls -la /nope'],
  ['--data /x exec --timeout 60 --name=list ls --json', '--data /x exec --timeout 60 --name=list -- ls --json'],
  ['exec --json -- ls -la', 'exec --json -- ls -la'],
  ['exec --from -', 'exec --from -'],
  ['exec --help', 'exec --help'],
  ['help exec', 'help exec'],
  ['list --job exec --limit 3', 'list --job exec --limit 3'],
])('the options after the first word of a command belong to that command: lf %s', (text, expected) => {
  expect(apart(text)).toBe(expected)
})

it('a job whose command would be taken for its name is refused', () => {
  expect(() => apart('job create --timeout 5 -- echo x')).toThrow('Could not create a job: give it a name before "--".')
  expect(apart('job create hello -- echo x')).toBe('job create hello -- echo x')
  expect(apart('job create -f job.yaml -- hello')).toBe('job create -f job.yaml -- hello')
})
