import { expect, it } from 'vitest'
import type { ParamSchema } from '../../../../shared/params/schema.ts'
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
  [
    ['job', 're'],
    ['resume', 'restore'],
  ],
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

it('completes the keys of the state that is named, or of the global one', async () => {
  const keysOf = async (...words: string[]) => {
    const found = await candidatesFor(
      program,
      words,
      async () => [],
      async () => ({}),
      async ({ job = 'global' }) => [{ value: `${job}-cursor`, description: '' }],
    )
    return found.map(({ value }) => value)
  }
  expect(await keysOf('state', 'get', '--job', 'import', '')).toEqual(['import-cursor'])
  expect(await keysOf('state', 'delete', '--global', 'glo')).toEqual(['global-cursor'])
  expect(await keysOf('state', 'set', 'key', '')).toEqual([])
})

it('completes the parameters of what is run, and their values', async () => {
  const schema: ParamSchema = {
    width: { type: 'integer', description: 'Width of the picture' },
    region: { type: 'enum', options: ['eu', 'us'] },
    dry_run: { type: 'boolean' },
    // Options of lf, so that these are given as -p wait=…
    wait: { type: 'string' },
    token: { type: 'secret' },
  }
  const found = async (...words: string[]) => {
    const refs: string[] = []
    const all = await candidatesFor(
      program,
      words,
      async () => [],
      async (ref) => {
        refs.push(ref)
        return schema
      },
    )
    return [refs.at(-1), ...all.map(({ value }) => value)]
  }
  expect(await found('run', 'Report', '--wi')).toEqual(['Report', '--width'])
  expect(await found('run', 'Report', '--w')).toEqual(['Report', '--width', '--wait'])
  expect(await found('run', 'Report', '--to')).toEqual(['Report', '--token'])
  expect(await found('run', 'Report', '-p', 'to')).toEqual(['Report', 'token='])
  expect(await found('run', 'Report', '--region', '')).toEqual(['Report', 'eu', 'us'])
  expect(await found('run', 'Report', '--region=u')).toEqual(['Report', '--region=us'])
  expect(await found('run', 'Report', '--dry-run', '--re')).toEqual(['Report', '--region', '--reason'])
  expect(await found('run', 'Report', '--dry-run=')).toEqual(['Report', '--dry-run=true', '--dry-run=false'])
  expect(await found('run', 'Report', '-p', 'reg')).toEqual(['Report', 'region='])
  expect(await found('run', 'Report', '-p', 'region=e')).toEqual(['Report', 'region=eu'])
  expect(await found('pipeline', 'run', 'words', '--wi')).toEqual(['words', '--width'])
  expect(await found('logs', '12', '--gr')).toEqual([undefined, '--grep'])
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
