import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { helpWidth } from './help-format.ts'
import { helpNotes } from './help-notes.ts'
import { createProgram } from './program.ts'
import { withTwoDashes } from './single-dash.ts'
import { helpOf, testInstallation } from './testing.ts'

const root = join(import.meta.dirname, '../../..')
const newProgram = (): Command => createProgram(testInstallation, () => {})

const withAllBelow = (command: Command): Command[] => [command, ...command.commands.flatMap(withAllBelow)]
const nameOf = (command: Command): string => (command.parent ? `${nameOf(command.parent)} ` : '') + command.name()
const commands = withAllBelow(newProgram()).map((command): [string, Command] => [nameOf(command), command])

const examplesIn = (help: string): string[] => {
  const lines = help.split('\nExamples:\n')[1]?.split('\n\n')[0]?.split('\n') ?? []
  return lines.filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim())
}

/** The arguments of the call of `lf` in a line of a shell, without its comments, pipes and redirections; or null. */
function wordsOf(line: string): string[] | null {
  const call = /(?:^|\s|\$\()lf ((?:'[^']*'|"[^"]*"|[^'"#|&>)]|[^\s]#)*)/.exec(line)?.[1]
  if (call === undefined) return null
  return [...call.matchAll(/(?:'[^']*'|"(?:\\"|[^"])*"|[^\s'"])+/g)].map(([word]) => word.replaceAll(/['"]/g, ''))
}

/** Parses a call as the command line does, without running it, and returns the error. */
async function problemOf(words: string[]): Promise<string> {
  const program = newProgram()
  let problem = ''
  for (const command of withAllBelow(program)) {
    command.configureOutput({ writeErr: (text) => (problem += text), writeOut: () => {} })
    // Only one command with subcommands has an action of its own.
    if (command.commands.length === 0 || command.name() === 'doctor') command.action(() => {})
  }
  const thrown = await program.parseAsync(withTwoDashes(['node', 'lf', ...words])).catch((error: Error) => error)
  return thrown instanceof Error && !/^\(outputHelp\)$/.test(thrown.message) ? `${problem}${thrown.message}` : ''
}

describe('the help of a command', () => {
  it.each(commands)('describes %s, its arguments and its options in sentence case', (_, command) => {
    const words = [command.description(), ...[...command.registeredArguments, ...command.options].map((each) => each.description)]
    for (const text of words) expect(text).toMatch(/^[A-Z]\w/)
  })

  it.each(commands)('shows at least two examples of %s that the command line accepts', async (name, command) => {
    const shown = examplesIn(helpOf(command))
    expect(shown.length).toBeGreaterThanOrEqual(2)
    for (const line of shown) expect(line).toContain(name)
    for (const line of shown) expect(await problemOf(wordsOf(line) ?? []), line).toBe('')
  })

  it.each(commands)('fits %s into terminals of 60 and 100 columns, apart from its examples', (_, command) => {
    for (const width of [60, 100]) {
      const [text = ''] = helpOf(command, width).split('\nExamples:\n')
      // The line of JSON in the help of exec is to be copied.
      for (const line of text.split('\n')) if (!line.includes('{"type"')) expect(line.length, line).toBeLessThanOrEqual(width)
    }
  })

  it.each(commands)('has the sections of %s in one order, the examples last', (name, command) => {
    const order = ['Arguments:', 'Commands:', 'Options:', 'Global options:', 'Examples:']
    const titles = helpOf(command)
      .split('\n')
      .filter((line) => /^[A-Z].*:$/.test(line))
    if (name === 'lf') expect(titles.slice(-6)).toEqual(['Options:', ...helpNotes.map(({ title }) => title), 'Examples:'])
    else expect(titles).toEqual(order.filter((title) => titles.includes(title)))
    expect(helpOf(command)).toMatch(/^Usage: lf.*\n(?: .*\n)*\n[A-Z]/)
  })

  it('puts descriptions below long options in a narrow terminal', () => {
    const create = commands.find(([name]) => name === 'lf job create')?.[1] as Command
    expect(helpOf(create, 60)).toContain(
      '\n  --interpreter <COMMAND>\n      Program that runs the script, such as "python3 -u"\n',
    )
  })

  it('names every choice of an option and of an argument', () => {
    for (const [, command] of commands)
      for (const { argChoices, description } of [...command.options, ...command.registeredArguments])
        for (const choice of argChoices ?? []) expect(description).toContain(choice)
  })

  it('is as wide as the terminal, else as COLUMNS says', () => {
    vi.stubEnv('COLUMNS', '66')
    onTestFinished(() => void vi.unstubAllEnvs())
    const stream = (isTTY: boolean, columns: number) => ({ isTTY, columns }) as NodeJS.WriteStream
    expect([helpWidth(stream(true, 120)), helpWidth(stream(false, 0))]).toEqual([120, 66])
    vi.stubEnv('COLUMNS', 'wide')
    expect(helpWidth(stream(false, 0))).toBe(80)
  })
})

it('no command has an option that a global one takes first', () => {
  const namesOf = (command: Command): string[] =>
    command.options.flatMap(({ long, short }) => [long, short].filter((name) => name != null))
  const taken = namesOf(newProgram())
  const hidden = commands
    .slice(1)
    .flatMap(([name, command]) => namesOf(command).flatMap((option) => (taken.includes(option) ? `${name} ${option}` : [])))
  expect(hidden).toEqual([])
})

describe('README and docs', () => {
  const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
    name.endsWith('.md'),
  )
  const calls = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/```(?:sh|console)\n([\s\S]*?)```/g)]
      .flatMap(([, text = '']) => text.replaceAll('\\\n', ' ').split('\n'))
      .filter((line) => wordsOf(line) !== null && !line.startsWith('lf()'))
      .map((line): [string, string] => [page, line.trim()]),
  )

  it('have more than 40 calls of lf', () => {
    expect(calls.length).toBeGreaterThan(40)
  })

  it.each(calls)('%s shows a call that lf accepts: %s', async (_, line) => {
    expect(await problemOf(wordsOf(line) ?? [])).toBe('')
  })
})
