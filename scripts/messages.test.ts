import { expect, it } from 'vitest'
import { messagesIn } from './messages.ts'

const found = (text: string, file = 'electron/engine/some.ts') =>
  messagesIn(file, text).map(({ kind, line, text }) => `${kind} ${line} ${text}`)

it('messages lists an error with its placeholders, on one line', () => {
  const text = `import { AppError } from './errors.ts'

throw new AppError(
  'conflict',
  \`Could not save \${name}: \${isOld ? 'another window changed it' : 'the disk is full'}.\\nTry again.\`,
)
`
  expect(found(text)).toEqual([
    "error 5 Could not save {name}: {isOld ? 'another window changed it' : 'the disk is full'}.\\nTry again.",
  ])
})

it('messages tells logs, terminal output, help, notifications and fields apart', () => {
  expect(found("log.warn('could not read the file', { error })")).toEqual(['log 1 could not read the file'])
  expect(found("process.stderr.write('The port is taken.')")).toEqual(['terminal 1 The port is taken.'])
  expect(found("z.string().min(1, 'is empty: name a file')")).toEqual(['field 1 is empty: name a file'])
  expect(found("show('A run failed', body, path)", 'electron/hosts/desktop/notifications.ts')).toEqual([
    'notification 1 A run failed',
  ])
  expect(found("const items = [{ label: 'Quit' }]", 'electron/hosts/desktop/tray.ts')).toEqual(['tray 1 Quit'])
  expect(found("program.option('--json', 'Print JSON for scripts')", 'electron/hosts/cli/program.ts')).toEqual([
    'help 1 Print JSON for scripts',
  ])
})

it('messages lists any other text of several words, and leaves out queries, types and imports', () => {
  expect(found("const text = { lost: 'the runner stopped' }")).toEqual(['text 1 the runner stopped'])
  expect(found("import x from 'a b c d'\ntype Word = 'one two three'\ndb.prepare('SELECT id FROM run WHERE id = 1')")).toEqual([])
})
