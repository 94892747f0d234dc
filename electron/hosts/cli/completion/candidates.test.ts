import { expect, it } from 'vitest'
import { createProgram } from '../program.ts'
import { testInstallation } from '../testing.ts'
import { candidatesFor, type Noun, type Place } from './candidates.ts'
import { lineOf, wordsOf } from './shells.ts'

const program = createProgram(testInstallation, () => {})
const names = ['Nightly backup', 'Report']

async function completed(...words: string[]): Promise<{ values: string[]; asked: readonly Noun[]; place: Place }> {
  let asked: readonly Noun[] = []
  let place: Place = {}
  const found = await candidatesFor(program, words, async (nouns, where) => {
    asked = nouns
    place = where
    return names.map((value) => ({ value, description: '' }))
  })
  return { values: found.map(({ value }) => value), asked, place }
}

it.each([
  [['sch'], ['schedule']],
  [['job', 're'], ['restore']],
  [
    ['queue', ''],
    ['list', 'pause', 'drain', 'resume', 'limit', 'help'],
  ],
  [['run', 'Report', '--fo'], ['--follow']],
  [['job', 'list', '--js'], ['--json']],
  [['list', '--status', 'can'], ['cancelled']],
  [['list', '--status', 'failed,ru'], ['failed,running']],
  [['explain', 'p'], ['pipeline']],
  [['job', 'show', 'Ni'], ['Nightly backup']],
  [['list', '--job', ''], names],
])('completes commands, options, values and names: lf %j', async (words, values) => {
  expect((await completed(...words)).values).toEqual(values)
})

it.each([
  [['exec', 'rsync', '']],
  [['job', 'create', 'x', '--', '']],
  [['job', 'create', '-f', '']],
  [['flow', 'validate', 'a']],
  [['job', 'restore', '']],
])('leaves files and other programs to the shell: lf %j', async (words) => {
  expect((await completed(...words)).values).toEqual([])
})

it('asks for the names that the argument takes, in the data folder of the command line', async () => {
  expect(await completed('run', '')).toMatchObject({ asked: ['job', 'flow', 'pipeline'], place: {} })
  expect(await completed('--data', '/x', 'logs', '--grep', 'a', '')).toMatchObject({ asked: ['run'], place: { data: '/x' } })
})

it('reads words with their quotes, and writes candidates as each shell reads them', () => {
  expect(wordsOf(['list', '--job', '=', 'Nightly\\ ba'])).toEqual(['list', '--job', 'Nightly ba'])
  expect(wordsOf(['show', '"Nightly ba'])).toEqual(['show', 'Nightly ba'])
  expect(wordsOf(['list', '--job', '='])).toEqual(['list', '--job', ''])
  const label = { value: 'Report: morning', description: 'At 09:00' }
  expect(lineOf('bash', label)).toBe('Report: morning')
  expect(lineOf('zsh', label)).toBe('Report\\: morning:At 09:00')
  expect(lineOf('fish', label)).toBe('Report: morning\tAt 09:00')
})
